package dev.holdall.redis.internal.connections;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;

/** Adds this library's handlers to each connection of a client that the store owns. */
final class ConnectionHandlers implements NettyCustomizer {

    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.pipeline().addFirst(new Heartbeat()).addFirst(new FlushGroups());
    }
}
