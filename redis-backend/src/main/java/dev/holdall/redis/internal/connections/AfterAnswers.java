package dev.holdall.redis.internal.connections;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs tasks when all answers have been delivered that have arrived over a connection together. So what follows from
 * each answer, and is of no concern to the caller, delays no caller, and can be done for all of them at once.
 */
public final class AfterAnswers extends ChannelInboundHandlerAdapter {

    /** The connection whose answers are being delivered on this thread. */
    private static final FastThreadLocal<AfterAnswers> DELIVERING = new FastThreadLocal<>();

    private List<Runnable> tasks = new ArrayList<>();

    AfterAnswers() {}

    /**
     * Runs a task when the answers that are being delivered on this thread have been delivered. Runs it at once on a
     * thread that delivers none, and for the connections of an application's own client.
     *
     * @param task must neither block nor throw
     */
    public static void run(Runnable task) {
        AfterAnswers delivering = DELIVERING.getIfExists();
        if (delivering == null) {
            task.run();
        } else {
            delivering.tasks.add(task);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DELIVERING.set(this);
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        runTasks();
        context.fireChannelReadComplete();
    }

    /** A connection may end before it reports that it has read everything. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        runTasks();
        context.fireChannelInactive();
    }

    private void runTasks() {
        DELIVERING.remove();
        if (!tasks.isEmpty()) {
            List<Runnable> all = tasks;
            tasks = new ArrayList<>();
            all.forEach(Runnable::run);
        }
    }
}
