package dev.kyverdict.volsync;

import dev.kyverdict.model.kube.Builtin;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The CronJob itself: one run at a time, no retry within a run, the least of rights. */
final class PreWarmCronJob {

  private static final String MOUNT = "/opt/prewarm";
  private static final String S3_SECRET = Names.PRE_WARM + "-s3";
  private static final long USER = 65532L;

  private PreWarmCronJob() {}

  static Builtin of(Settings settings) {
    Map<String, String> labels = Map.of("app.kubernetes.io/name", Names.PRE_WARM);
    return new Builtin(
        new CronJobBuilder()
            .withNewMetadata()
            .withName(Names.PRE_WARM)
            .withNamespace(settings.preWarm().namespace())
            .withLabels(labels)
            .addToAnnotations(ArgoCd.SYNC_WAVE, ArgoCd.PRE_WARM)
            .endMetadata()
            .withNewSpec()
            .withSchedule(settings.preWarm().schedule())
            .withTimeZone("Etc/UTC")
            .withConcurrencyPolicy("Forbid")
            .withStartingDeadlineSeconds(120L)
            .withSuspend(false)
            .withSuccessfulJobsHistoryLimit(1)
            .withFailedJobsHistoryLimit(3)
            .withNewJobTemplate()
            .withNewSpec()
            // the next run is the retry
            .withBackoffLimit(0)
            .withActiveDeadlineSeconds(settings.preWarm().deadline().toSeconds())
            .withTtlSecondsAfterFinished(3600)
            .withNewTemplate()
            .withNewMetadata()
            .withLabels(labels)
            .endMetadata()
            .withSpec(pod(settings))
            .endTemplate()
            .endSpec()
            .endJobTemplate()
            .endSpec()
            .build());
  }

  private static PodSpec pod(Settings settings) {
    return new PodSpecBuilder()
        .withServiceAccountName(Names.PRE_WARM)
        .withRestartPolicy("Never")
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        // without it the emptyDir is not writable for the user
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(container(settings))
        .withVolumes(
            new VolumeBuilder()
                .withName("script")
                .withNewConfigMap()
                .withName(Names.PRE_WARM)
                .endConfigMap()
                .build(),
            new VolumeBuilder().withName("tmp").withNewEmptyDir().endEmptyDir().build())
        .build();
  }

  private static Container container(Settings settings) {
    return new ContainerBuilder()
        .withName("prewarm")
        .withImage(settings.preWarm().image())
        .withImagePullPolicy("IfNotPresent")
        .withCommand("/bin/bash", MOUNT + "/prewarm.sh")
        .withEnv(environment(settings))
        .withNewResources()
        .addToRequests("cpu", new Quantity("50m"))
        .addToRequests("memory", new Quantity("128Mi"))
        .addToLimits("memory", new Quantity("256Mi"))
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName("script")
        .withMountPath(MOUNT)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }

  private static List<EnvVar> environment(Settings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("BUCKET", settings.backups().bucket());
    values.put("REPOSITORY_BASE", settings.backups().repositoryBase());
    values.put("BASE_SECRET", settings.demandedSecret().orElse(""));
    values.put("CAPACITIES", MOUNT + "/capacities.json");
    values.put("DEFAULTS", MOUNT + "/rd-defaults.json");
    values.put("SECRET_TEMPLATE", MOUNT + "/secret-template.json");
    values.put("MAX_STALE_SECONDS", String.valueOf(settings.preWarm().maxStale().toSeconds()));
    values.put("SECRET_WAIT_SECONDS", String.valueOf(settings.preWarm().secretWait().toSeconds()));
    if (settings.profile() == Profile.SAFE) {
      values.put("EXCLUDED_NAMESPACES", String.join(" ", settings.excludedNamespaces()));
      values.put("BACKUP_LABELS", String.join(" ", settings.backups().labels()));
      values.put("CATALOGUE", settings.catalogue().name());
      values.put("CATALOGUE_NAMESPACE", settings.preWarm().namespace());
      values.put("CATALOGUE_DIGITS", String.valueOf(settings.catalogue().digits()));
      values.put("CATALOGUE_LIMIT", String.valueOf(settings.catalogue().limit()));
    }
    values.put("AWS_ENDPOINT_URL", settings.backups().endpoint());
    values.put("AWS_DEFAULT_REGION", settings.backups().region());
    values.put("AWS_CONFIG_FILE", MOUNT + "/aws-config");
    values.put("AWS_EC2_METADATA_DISABLED", "true");
    values.put("AWS_PAGER", "");
    values.put("HOME", "/tmp");
    List<EnvVar> environment = new ArrayList<>();
    values.forEach((name, value) -> environment.add(new EnvVar(name, value, null)));
    for (String key : List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")) {
      environment.add(
          new EnvVarBuilder()
              .withName(key)
              .withNewValueFrom()
              .withNewSecretKeyRef(key, S3_SECRET, false)
              .endValueFrom()
              .build());
    }
    return environment;
  }
}
