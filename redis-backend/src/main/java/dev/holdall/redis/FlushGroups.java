package dev.holdall.redis;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/**
 * Sends commands that are given while answers are taken in groups: for each system call costs client and server as much as a
 * command. The first goes at once, so that the server has something to do meanwhile, and each group may be twice as large as
 * the one before. With groups of one size, as Netty's handler makes, a few callers would wait for the server, and it for them.
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

    private void send(ChannelHandlerContext context) {
        waiting = 0;
        context.flush();
    }
}
