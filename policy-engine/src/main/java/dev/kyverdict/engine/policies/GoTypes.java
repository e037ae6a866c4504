package dev.kyverdict.engine.policies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The Go types of a policy ({@code api/kyverno/v1}): which fields there are, in which order they
 * are written and what the CRD puts where one is absent.
 *
 * <p>One type a line, its fields as {@code name:type}, behind a {@code /} if they are embedded. A
 * type is {@code s} (text), {@code b}, {@code i}, {@code any} (a tree), {@code cond} (either list
 * or any/all of conditions), the name of another type, or one of these behind {@code *} (a
 * pointer), <code>[</code> (a list), <code>{</code> (a map) or {@code ~} (a pointer to a list that
 * decodes itself), and {@code @} with Go's name of it. A {@code !} behind the name says that the
 * field is always written, {@code =} is the default.
 */
final class GoTypes {

  /**
   * A field.
   *
   * @param embedded the types inside the type that Go has it in, each with a point behind it
   * @param name its name in JSON
   * @param type its type in the notation above
   * @param always whether it is written when it is empty
   * @param preset the default of the CRD
   */
  record Field(
      String embedded, String name, String type, boolean always, Optional<JsonNode> preset) {}

  private static final String RESOURCE =
      "<IN>ResourceSpec/apiVersion:s <IN>ResourceSpec/kind:s <IN>ResourceSpec/namespace:s"
          + " <IN>ResourceSpec/name:s <IN>ResourceSpec/uid:s@types.UID";
  private static final String USER =
      "UserInfo/roles:[s UserInfo/clusterRoles:[s UserInfo/subjects:[Subject";
  private static final String PATTERN =
      RESOURCE.replace("<IN>", "GeneratePattern.")
          + " GeneratePattern/data:any GeneratePattern/clone!:CloneFrom"
          + " GeneratePattern/cloneList!:CloneList";

  private static final String TABLE =
      """
      Policy kind:s apiVersion:s metadata:ObjectMeta spec!:Spec
      ObjectMeta name:s generateName:s namespace:s uid:s resourceVersion:s creationTimestamp:any \
      labels:{s annotations:{s ownerReferences:any finalizers:[s managedFields:any
      Spec rules:[Rule applyRules:*s@v1.ApplyRulesType failurePolicy:*s@v1.FailurePolicyType \
      validationFailureAction:s@v1.ValidationFailureAction=Audit \
      validationFailureActionOverrides:[ValidationFailureActionOverride emitWarning:*b=false \
      admission:*b=true background:*b=true schemaValidation:*b webhookTimeoutSeconds:*i \
      mutateExistingOnPolicyUpdate:b generateExistingOnPolicyUpdate:*b generateExisting:b \
      useServerSideApply:b webhookConfiguration:*WebhookConfiguration
      ValidationFailureActionOverride action:s@v1.ValidationFailureAction namespaces:[s \
      namespaceSelector:*LabelSelector
      WebhookConfiguration failurePolicy:*s@v1.FailurePolicyType timeoutSeconds:*i \
      matchConditions:[MatchCondition
      MatchCondition name!:s expression!:s
      LabelSelector matchLabels:{s matchExpressions:[LabelSelectorRequirement
      LabelSelectorRequirement key!:s operator!:s@v1.LabelSelectorOperator values:[s
      Rule name!:s context:[ContextEntry reportProperties:{s match!:MatchResources \
      exclude:*MatchResources imageExtractors:{[ImageExtractorConfig preconditions:cond \
      celPreconditions:[MatchCondition mutate:*Mutation validate:*Validation \
      generate:*Generation verifyImages:[ImageVerification skipBackgroundRequests:*b=true
      ImageExtractorConfig path!:s value:s name:s key:s jmesPath:s
      MatchResources any:[ResourceFilter@v1.ResourceFilters \
      all:[ResourceFilter@v1.ResourceFilters <USER> resources!:ResourceDescription
      ResourceFilter <USER> resources!:ResourceDescription
      ResourceDescription kinds:[s name:s names:[s namespaces:[s annotations:{s \
      selector:*LabelSelector namespaceSelector:*LabelSelector operations:[s@v1.AdmissionOperation
      Subject kind!:s apiGroup:s name!:s namespace:s
      ContextEntry name!:s configMap:*ConfigMapReference apiCall:*ContextAPICall \
      imageRegistry:*ImageRegistry variable:*Variable globalReference:*GlobalContextEntryReference
      ConfigMapReference name!:s namespace:s
      ContextAPICall APICall/urlPath!:s APICall/method:s@v1.Method=GET \
      APICall/data:[RequestData APICall/service:*ServiceCall default:any jmesPath:s
      RequestData key!:s value!:any
      ServiceCall url!:s headers:[HTTPHeader caBundle!:s
      HTTPHeader key!:s value!:s
      ImageRegistry reference!:s jmesPath:s imageRegistryCredentials:*ImageRegistryCredentials
      ImageRegistryCredentials allowInsecureRegistry:b providers:[s secrets:[s
      Variable value:any jmesPath:s default:any
      GlobalContextEntryReference name!:s jmesPath:s
      AnyAllConditions any:[Condition all:[Condition
      Condition key:any operator:s@v1.ConditionOperator value:any message:s
      Mutation mutateExistingOnPolicyUpdate:*b targets:[TargetResourceSpec \
      patchStrategicMerge:any patchesJson6902:s foreach:[ForEachMutation
      TargetResourceSpec <RESOURCE> TargetSelector/selector:*LabelSelector context:[ContextEntry \
      preconditions:cond
      ForEachMutation list:s order:*s@v1.ForeachOrder context:[ContextEntry \
      preconditions:*AnyAllConditions patchStrategicMerge:any patchesJson6902:s \
      foreach:~ForEachMutation
      Validation failureAction:*s@v1.ValidationFailureAction \
      failureActionOverrides:[ValidationFailureActionOverride allowExistingViolations:*b=true \
      message:s manifests:*Manifests foreach:[ForEachValidation pattern:any anyPattern:any \
      deny:*Deny podSecurity:*PodSecurity cel:*CEL assert:any
      Deny conditions:cond
      ForEachValidation list:s elementScope:*b context:[ContextEntry \
      preconditions:*AnyAllConditions pattern:any anyPattern:any deny:*Deny \
      foreach:~ForEachValidation
      Manifests attestors:[AttestorSet annotationDomain:s ignoreFields:[ObjectFieldBinding \
      dryRun!:DryRunOption repository:s
      ObjectFieldBinding fields:[s objects:[ObjectReference
      ObjectReference group:s version:s kind:s name:s namespace:s
      DryRunOption enable:b namespace:s
      PodSecurity level:s@api.Level version:s exclude:[PodSecurityStandard
      PodSecurityStandard controlName!:s images:[s restrictedField:s values:[s
      CEL generate:*b=false expressions:[CelRule paramKind:*ParamKind paramRef:*ParamRef \
      auditAnnotations:[AuditAnnotation variables:[CelVariable
      CelVariable name!:s expression!:s
      CelRule expression!:s message:s reason:*s messageExpression:s
      ParamKind apiVersion:s kind:s
      ParamRef name:s namespace:s selector:*LabelSelector parameterNotFoundAction:*s
      AuditAnnotation key!:s valueExpression!:s
      Generation generateExisting:*b synchronize:b orphanDownstreamOnPolicyDelete:b <PATTERN> \
      foreach:[ForEachGeneration
      GeneratePattern <PATTERN>
      CloneFrom namespace:s name:s
      CloneList namespace:s kinds:[s selector:*LabelSelector
      ForEachGeneration list:s context:[ContextEntry preconditions:*AnyAllConditions <PATTERN>
      ImageVerification failureAction:*s@v1.ValidationFailureAction \
      type:s@v1.ImageVerificationType image:s imageReferences:[s skipImageReferences:[s key:s \
      roots:s subject:s issuer:s additionalExtensions:{s attestors:[AttestorSet \
      attestations:[Attestation annotations:{s repository:s cosignOCI11:b mutateDigest!:b=true \
      verifyDigest!:b=true validate!:ValidateImageVerification required!:b=true \
      imageRegistryCredentials:*ImageRegistryCredentials useCache!:b=true
      ValidateImageVerification message:s deny:*Deny
      AttestorSet count:*i entries:[Attestor
      Attestor keys:*StaticKeyAttestor certificates:*CertificateAttestor \
      keyless:*KeylessAttestor attestor:any annotations:{s repository:s \
      signatureAlgorithm:s=sha256
      StaticKeyAttestor publicKeys:s signatureAlgorithm:s=sha256 kms:s secret:*SecretReference \
      rekor:*Rekor ctlog:*CTLog
      SecretReference name!:s namespace!:s
      CertificateAttestor cert:s certChain:s rekor:*Rekor ctlog:*CTLog
      KeylessAttestor rekor:*Rekor ctlog:*CTLog issuer:s issuerRegExp:s subject:s \
      subjectRegExp:s roots:s additionalExtensions:{s
      Rekor url!:s pubkey:s ignoreTlog:b
      CTLog ignoreSCT:b pubkey:s tsaCertChain:s
      Attestation name:s predicateType!:s type!:s attestors!:[AttestorSet \
      conditions:[AnyAllConditions
      """;

  private static final Map<String, List<Field>> TYPES = read();

  private GoTypes() {}

  /** Go's name of a type that has another name here, where two packages have the same. */
  static String goName(String type) {
    return switch (type) {
      case "CelRule" -> "Validation";
      case "CelVariable" -> "Variable";
      default -> type;
    };
  }

  /** The type without Go's name of it. */
  static String plain(String type) {
    int alias = type.indexOf('@');
    return alias < 0 ? type : type.substring(0, alias);
  }

  /** The fields of a type, in their order. */
  static List<Field> fields(String type) {
    return TYPES.getOrDefault(type, List.of());
  }

  private static Map<String, List<Field>> read() {
    String table =
        TABLE
            .replace("<USER>", USER)
            .replace("<RESOURCE>", RESOURCE.replace("<IN>", "TargetSelector."))
            .replace("<PATTERN>", PATTERN);
    Map<String, List<Field>> types = new LinkedHashMap<>();
    for (String line : table.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      List<Field> fields = new ArrayList<>();
      for (int i = 1; i < words.length; i++) {
        fields.add(field(words[i]));
      }
      types.put(words[0], List.copyOf(fields));
    }
    return Map.copyOf(types);
  }

  private static Field field(String word) {
    int colon = word.indexOf(':');
    int equals = word.indexOf('=');
    int slash = word.indexOf('/');
    String name = word.substring(slash + 1, colon);
    String type = word.substring(colon + 1, equals < 0 ? word.length() : equals);
    boolean always = name.endsWith("!");
    return new Field(
        slash < 0 ? "" : word.substring(0, slash) + ".",
        name.endsWith("!") ? name.substring(0, name.length() - 1) : name,
        type,
        always,
        equals < 0 ? Optional.empty() : Optional.of(preset(word.substring(equals + 1))));
  }

  private static JsonNode preset(String text) {
    return switch (text) {
      case "true", "false" -> JsonNodeFactory.instance.booleanNode(text.equals("true"));
      default -> JsonNodeFactory.instance.stringNode(text);
    };
  }
}
