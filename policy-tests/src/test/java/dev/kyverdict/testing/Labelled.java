package dev.kyverdict.testing;

import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.render.ManifestReader;

/** A policy that denies, with an exclude. */
final class Labelled {

  static final ClusterPolicy POLICY =
      (ClusterPolicy)
          ManifestReader.read(
                  "labelled",
                  """
                  apiVersion: kyverno.io/v1
                  kind: ClusterPolicy
                  metadata: {name: restricted}
                  spec:
                    validationFailureAction: Enforce
                    rules:
                      - name: has-team
                        match: {any: [{resources: {kinds: [PersistentVolumeClaim]}}]}
                        exclude: {any: [{resources: {namespaces: [free]}}]}
                        validate:
                          message: a claim needs a team
                          pattern: {metadata: {labels: {team: "?*"}}}
                      - name: has-owner
                        match: {any: [{resources: {kinds: [PersistentVolumeClaim]}}]}
                        validate:
                          message: owners may not be none
                          deny:
                            conditions:
                              any:
                                - key: "{{ request.object.metadata.labels.owner || '' }}"
                                  operator: Equals
                                  value: none
                  """)
              .manifests()
              .getFirst();

  private Labelled() {}
}
