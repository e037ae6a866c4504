package dev.kyverdict.engine.policies;

import java.util.Optional;

/** What Kyverno asks the API server about when a policy comes: what is there, and who may what. */
public interface PolicyAccess {

  /** Everything is there, and Kyverno may everything. */
  PolicyAccess UNLIMITED =
      new PolicyAccess() {
        @Override
        public Optional<Boolean> installed(String kind) {
          return Optional.of(false);
        }

        @Override
        public Permission permits(
            Account account, String verb, String kind, String namespace, String name) {
          return new Permission(true, Optional.empty());
        }
      };

  /** A service account of Kyverno's chart. */
  enum Account {
    /** Of the admission controller. */
    ADMISSION("system:serviceaccount:kyverno:kyverno-admission-controller"),
    /** Of the background controller. */
    BACKGROUND("system:serviceaccount:kyverno:kyverno-background-controller"),
    /** Of the reports controller. */
    REPORTS("system:serviceaccount:kyverno:kyverno-reports-controller");

    private final String username;

    Account(String username) {
      this.username = username;
    }

    /** The name of the user. */
    public String username() {
      return username;
    }
  }

  /**
   * Whether somebody may do something.
   *
   * @param granted whether
   * @param error why that cannot be told
   */
  record Permission(boolean granted, Optional<String> error) {}

  /**
   * Whether the cluster has a kind.
   *
   * @param kind as a policy writes it
   * @return empty when it has not, else whether it is a subresource
   */
  Optional<Boolean> installed(String kind);

  /**
   * Whether an account may do something with a kind.
   *
   * @param kind as {@code group/version/kind/subresource}, where all but the kind may be missing
   * @param namespace empty for all
   * @param name empty for all
   */
  Permission permits(Account account, String verb, String kind, String namespace, String name);
}
