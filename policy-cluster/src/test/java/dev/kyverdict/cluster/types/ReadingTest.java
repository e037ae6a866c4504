package dev.kyverdict.cluster.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kyverdict.cluster.types.Rules.FieldValidation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReadingTest {

  private static final TypeRegistry TYPES = TypeRegistry.withKyverno();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{spec: {containers: x}}"
            + "|json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type"
            + " []v1.Container",
        "{metadata: {labels: {a: 1}}}"
            + "|json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of"
            + " type string",
        "{spec: {restartPolicy: 1}}"
            + "|json: cannot unmarshal number into Go struct field PodSpec.spec.restartPolicy of"
            + " type v1.RestartPolicy",
        "{spec: {terminationGracePeriodSeconds: 1.5}}"
            + "|json: cannot unmarshal number 1.5 into Go struct field"
            + " PodSpec.spec.terminationGracePeriodSeconds of type int64",
        "{spec: {containers: [{resources: {limits: {cpu: x}}}]}}"
            + "|quantities must match the regular expression"
            + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        "{spec: {containers: [{imag: a}], x: 1}}"
            + "|strict decoding error: unknown field \"spec.containers[0].imag\", unknown field"
            + " \"spec.x\"",
      })
  void a_wrong_body_is_refused_as_go_refuses_it(String body, String error) throws Exception {
    ResourceType pods = TYPES.kind("v1", "Pod").orElseThrow();
    JsonNode pod = Shared.yaml(body);
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> Rules.read(pods, pod, FieldValidation.STRICT));
    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused).hasMessage("Pod in version \"v1\" cannot be handled as a Pod: " + error);
  }

  @Test
  void unknown_fields_vanish_with_a_warning_and_zero_values_without() throws Exception {
    ResourceType maps = TYPES.kind("v1", "ConfigMap").orElseThrow();
    JsonNode map =
        Shared.yaml("{kind: ConfigMap, x: 1, data: {}, metadata: {name: a, uid: '', labels: {}}}");
    var read = Rules.read(maps, map, FieldValidation.WARN);
    assertThat(read.warnings()).containsExactly("unknown field \"x\"");
    assertThat(read.object())
        .isEqualTo(Shared.yaml("{kind: ConfigMap, metadata: {name: a}, apiVersion: v1}"));
  }

  @Test
  void a_deployment_gets_its_defaults() throws Exception {
    ResourceType type = TYPES.kind("apps/v1", "Deployment").orElseThrow();
    JsonNode given =
        Shared.yaml(
            """
            metadata: {name: a}
            spec:
              selector: {matchLabels: {app: a}}
              template:
                metadata: {labels: {app: a}}
                spec:
                  containers:
                  - {name: c, image: nginx, ports: [{containerPort: 80}], resources: {limits: {memory: 1024Mi}}}
            """);
    JsonNode wanted =
        Shared.yaml(
            """
            metadata: {name: a}
            spec:
              selector: {matchLabels: {app: a}}
              template:
                metadata: {labels: {app: a}}
                spec:
                  containers:
                  - name: c
                    image: nginx
                    ports: [{containerPort: 80, protocol: TCP}]
                    resources: {limits: {memory: 1Gi}}
                    terminationMessagePath: /dev/termination-log
                    terminationMessagePolicy: File
                    imagePullPolicy: Always
                  dnsPolicy: ClusterFirst
                  restartPolicy: Always
                  securityContext: {}
                  terminationGracePeriodSeconds: 30
                  schedulerName: default-scheduler
              strategy:
                type: RollingUpdate
                rollingUpdate: {maxUnavailable: 25%, maxSurge: 25%}
              replicas: 1
              revisionHistoryLimit: 10
              progressDeadlineSeconds: 600
            status: {}
            apiVersion: apps/v1
            kind: Deployment
            """);
    JsonNode read = Rules.read(type, given, FieldValidation.STRICT).object();
    assertThat(Sameness.same(read, wanted)).as(read.toPrettyString()).isTrue();
  }

  @Test
  void texts_of_a_secret_become_data_and_a_namespace_is_named_by_a_label() throws Exception {
    JsonNode secret =
        Rules.read(
                TYPES.kind("v1", "Secret").orElseThrow(),
                Shared.yaml("{metadata: {name: a}, data: {b: Yg==}, stringData: {a: a}}"),
                FieldValidation.STRICT)
            .object();
    assertThat(secret.path("data")).isEqualTo(Shared.yaml("{b: Yg==, a: YQ==}"));
    assertThat(secret.path("type").asString()).isEqualTo("Opaque");
    ResourceType namespaces = TYPES.kind("v1", "Namespace").orElseThrow();
    JsonNode namespace =
        Rules.beforeCreate(
            namespaces,
            Rules.read(namespaces, Shared.yaml("{metadata: {name: a}}"), FieldValidation.STRICT)
                .object(),
            () -> 0);
    assertThat(namespace)
        .isEqualTo(
            Shared.yaml(
                """
                metadata: {name: a, labels: {kubernetes.io/metadata.name: a}}
                spec: {finalizers: [kubernetes]}
                status: {phase: Active}
                apiVersion: v1
                kind: Namespace
                """));
  }

  @Test
  void what_is_wrong_in_a_custom_resource_is_said_in_the_words_of_its_schema() throws Exception {
    ResourceType things = things();
    JsonNode thing =
        Shared.yaml(
            """
            metadata: {name: a, namespace: ns}
            spec: {num: 11, p: UPPER, set: [a, a], map: [{k: x}, {k: x}], either: {}, is: 1.5}
            """);
    JsonNode object = Rules.read(things, thing, FieldValidation.STRICT).object();
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> Rules.checkCreate(things, object));
    assertThat(refused)
        .hasMessage(
            "Thing.example.com \"a\" is invalid: [spec.num: Invalid value: 11: spec.num in body"
                + " should be less than or equal to 10, spec.p: Invalid value: \"UPPER\": spec.p in"
                + " body should match '^[a-z]+$', <nil>: Invalid value: \"\": \"spec.either\" must"
                + " validate one and only one schema (oneOf). Found none valid, spec.either.a:"
                + " Required value, spec.is: Invalid value: \"number\": spec.is in body must be of"
                + " type integer,string: \"number\", spec.needed: Required value, spec.set[1]:"
                + " Duplicate value: \"a\", spec.map[1]: Duplicate value: {\"k\":\"x\"}]");
  }

  private static ResourceType things() throws Exception {
    return TypeRegistry.kubernetes()
        .with(
            Shared.yaml(
                """
                metadata: {name: things.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {kind: Thing, plural: things, singular: thing}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          spec:
                            type: object
                            required: [needed]
                            properties:
                              needed: {type: string}
                              num: {type: integer, maximum: 10}
                              p: {type: string, pattern: '^[a-z]+$'}
                              set: {type: array, x-kubernetes-list-type: set, items: {type: string}}
                              map:
                                type: array
                                x-kubernetes-list-type: map
                                x-kubernetes-list-map-keys: [k]
                                items: {type: object, properties: {k: {type: string}}}
                              either:
                                type: object
                                properties: {a: {type: string}, b: {type: string}}
                                oneOf: [{required: [a]}, {required: [b]}]
                              is: {x-kubernetes-int-or-string: true}
                """))
        .kind("example.com/v1", "Thing")
        .orElseThrow();
  }

  @Test
  void a_null_that_a_schema_does_not_allow_is_dropped() throws Exception {
    TypeRegistry registry =
        TypeRegistry.kubernetes()
            .with(
                Shared.yaml(
                    """
                    metadata: {name: things.example.com}
                    spec:
                      group: example.com
                      scope: Namespaced
                      names: {kind: Thing, plural: things, singular: thing}
                      versions:
                      - name: v1
                        served: true
                        storage: true
                        schema:
                          openAPIV3Schema:
                            type: object
                            properties:
                              spec:
                                type: object
                                properties:
                                  a: {type: string}
                                  b: {type: string, nullable: true}
                                  c: {type: integer, default: 3}
                                  any: {type: object, x-kubernetes-preserve-unknown-fields: true}
                    """));
    ResourceType things = registry.kind("example.com/v1", "Thing").orElseThrow();
    JsonNode thing =
        Shared.yaml(
            "{metadata: {name: a}, spec: {a: null, b: null, c: null, any: {x: {y: 1}}, z: 1}}");
    var read = Rules.read(things, thing, FieldValidation.WARN);
    assertThat(read.warnings()).containsExactly("unknown field \"spec.z\"");
    assertThat(
            Sameness.same(
                read.object().path("spec"), Shared.yaml("{b: null, c: 3, any: {x: {y: 1}}}")))
        .as(read.object().toString())
        .isTrue();
  }
}
