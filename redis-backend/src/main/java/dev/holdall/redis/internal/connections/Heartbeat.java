package dev.holdall.redis.internal.connections;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose peer is gone without closing it. If nothing is received for 2 seconds, this handler sends a
 * PING; if nothing is received for 2 more seconds, it closes the connection, and the client library connects again. TCP
 * itself would need many minutes to notice.
 */
public final class Heartbeat extends IdleStateHandler {

    private static final int SILENCE_SECONDS = 2;

    Heartbeat() {
        super(SILENCE_SECONDS, 0, 0, TimeUnit.SECONDS);
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        if (event.state() != IdleState.READER_IDLE) {
            return;
        }
        ChannelFuture unused = event.isFirst() ? context.channel().writeAndFlush(ping()) : context.close();
    }

    private static AsyncCommand<String, String, String> ping() {
        return new AsyncCommand<>(new Command<>(CommandType.PING, new StatusOutput<>(StringCodec.UTF8)));
    }
}
