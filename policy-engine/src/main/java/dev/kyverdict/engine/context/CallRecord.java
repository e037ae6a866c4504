package dev.kyverdict.engine.context;

import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.ClusterReader.Call;

/**
 * A call that a context entry made.
 *
 * @param call the call
 * @param answer what came back
 */
public record CallRecord(Call call, Answer answer) {}
