package dev.kyverdict.engine.match.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Map;
import java.util.Optional;

/**
 * The type of {@code request}: Kubernetes refuses an expression with a field that it does not know,
 * {@code request.object} among them ({@code k8s.io/apiserver/pkg/admission/plugin/cel/compile.go}).
 */
final class RequestTypes {

  private static final ListType TEXTS = ListType.create(SimpleType.STRING);
  private static final StructType KIND =
      struct(
          "kubernetes.GroupVersionKind",
          ImmutableMap.of(
              "group", SimpleType.STRING,
              "version", SimpleType.STRING,
              "kind", SimpleType.STRING));
  private static final StructType RESOURCE =
      struct(
          "kubernetes.GroupVersionResource",
          ImmutableMap.of(
              "group", SimpleType.STRING,
              "version", SimpleType.STRING,
              "resource", SimpleType.STRING));
  private static final StructType USER =
      struct(
          "kubernetes.UserInfo",
          ImmutableMap.of(
              "username",
              SimpleType.STRING,
              "uid",
              SimpleType.STRING,
              "groups",
              TEXTS,
              "extra",
              MapType.create(SimpleType.STRING, TEXTS)));

  static final StructType REQUEST =
      struct(
          "kubernetes.AdmissionRequest",
          ImmutableMap.ofEntries(
              Map.entry("kind", KIND),
              Map.entry("resource", RESOURCE),
              Map.entry("subResource", SimpleType.STRING),
              Map.entry("requestKind", KIND),
              Map.entry("requestResource", RESOURCE),
              Map.entry("requestSubResource", SimpleType.STRING),
              Map.entry("name", SimpleType.STRING),
              Map.entry("namespace", SimpleType.STRING),
              Map.entry("operation", SimpleType.STRING),
              Map.entry("userInfo", USER),
              Map.entry("dryRun", SimpleType.BOOL),
              Map.entry("options", SimpleType.DYN)));

  static final CelTypeProvider PROVIDER =
      new Provider(ImmutableList.of(REQUEST, KIND, RESOURCE, USER));

  private RequestTypes() {}

  private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
    return StructType.create(
        name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }

  private record Provider(ImmutableList<CelType> known) implements CelTypeProvider {

    @Override
    public ImmutableCollection<CelType> types() {
      return known;
    }

    @Override
    public Optional<CelType> findType(String name) {
      return known.stream().filter(type -> type.name().equals(name)).findFirst();
    }
  }
}
