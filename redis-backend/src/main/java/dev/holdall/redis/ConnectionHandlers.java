package dev.holdall.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/** What each connection of our own client has besides the client library's handlers. */
final class ConnectionHandlers implements NettyCustomizer {

    /** Commands that are sent while answers are taken go out together, but no more: the server shall begin meanwhile. */
    private static final int MOST_TOGETHER = 16;

    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.pipeline().addFirst(new Heartbeat()).addFirst(new FlushConsolidationHandler(MOST_TOGETHER));
    }
}
