package dev.kyverdict.testing;

import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.render.ManifestReader;

/** A policy that generates. */
final class Generating {

  static final ClusterPolicy POLICY =
      (ClusterPolicy)
          ManifestReader.read(
                  "generating",
                  """
                  apiVersion: kyverno.io/v1
                  kind: ClusterPolicy
                  metadata: {name: secrets}
                  spec:
                    rules:
                      - name: make-secret
                        match:
                          any: [{resources: {kinds: [Namespace], selector: {matchLabels: {s3: "yes"}}}}]
                        generate:
                          apiVersion: v1
                          kind: Secret
                          name: s3
                          namespace: "{{ request.object.metadata.name }}"
                          synchronize: true
                          data: {data: {key: c2VjcmV0}}
                  """)
              .manifests()
              .getFirst();

  private Generating() {}
}
