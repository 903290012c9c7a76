package dev.holdall.redis.internal.connections;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;

/** What each connection of our own client has besides the client library's handlers. */
final class ConnectionHandlers implements NettyCustomizer {

    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.pipeline().addFirst(new Heartbeat()).addFirst(new FlushGroups());
    }
}
