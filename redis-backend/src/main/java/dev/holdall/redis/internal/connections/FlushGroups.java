package dev.holdall.redis.internal.connections;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Sends commands that are given while answers are taken in groups, for each system call costs client and server as much
 * as a command. The first goes at once, so that the server has something to do meanwhile, and each group may be twice
 * as large as the one before, up to a limit. With groups of one size, which Netty's own handler makes, a few callers
 * would wait for the server, and the server for them.
 */
final class FlushGroups extends ChannelDuplexHandler {

    private static final int MOST_TOGETHER = 32;

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
            group = Math.min(2 * group, MOST_TOGETHER);
            send(context);
        }
    }

    /** What was given before goes before. */
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
