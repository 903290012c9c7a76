package dev.holdall.redis.internal.connections;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Flushes the commands that are written while answers are read in groups: each system call costs client and server as
 * much as a command does. The first command is flushed at once, so that the server has work meanwhile, and each group
 * may be twice as large as the one before, up to a limit. Netty's own handler makes groups of one size. With those, a
 * few callers would wait for the server while the server waits for the rest of a group.
 */
final class FlushGroups extends ChannelDuplexHandler {

    private static final int MAX_GROUP = 32;

    private boolean isReading;
    private int group = 1;
    private int waiting;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        isReading = true;
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        isReading = false;
        group = 1;
        if (waiting > 0) {
            send(context);
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        waiting++;
        if (!isReading) {
            send(context);
        } else if (waiting >= group) {
            group = Math.min(2 * group, MAX_GROUP);
            send(context);
        }
    }

    /** Flushes the commands that wait, and then closes the connection. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (waiting > 0) {
            send(context);
        }
        ChannelFuture unused = context.close(promise);
    }

    private void send(ChannelHandlerContext context) {
        waiting = 0;
        context.flush();
    }
}
