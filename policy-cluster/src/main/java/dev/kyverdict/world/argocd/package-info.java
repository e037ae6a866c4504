/**
 * Argo CD's application controller, and the Git repository that it follows, {@link
 * dev.kyverdict.world.argocd.Git}. It knows applications of plain manifests: waves, prune,
 * self-heal, retries, ignored differences, apply on the client's and on the server's side.
 */
@NullMarked
package dev.kyverdict.world.argocd;

import org.jspecify.annotations.NullMarked;
