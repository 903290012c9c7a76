package dev.holdall.redis.internal.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlushGroupsTest {

    private static final String ANSWERS = "answers";
    private static final int CLOSED = -1;

    /** How many commands were flushed together, in order. */
    private final List<Integer> groups = new ArrayList<>();

    private int given;
    private boolean closes;

    @Test
    void commandsOutsideOfAnswers_goAtOnce() {
        EmbeddedChannel channel = channel(0);

        given = 1;
        channel.flush();
        given = 1;
        channel.flush();

        assertThat(groups).containsExactly(1, 1);
    }

    @Test
    void commandsMeanwhile_goInGroupsThatDouble_andTheLastAtTheAnswersEnd() {
        channel(100).writeInbound(ANSWERS);

        assertThat(groups).containsExactly(1, 2, 4, 8, 16, 32, 32, 5);
    }

    @Test
    void nextAnswers_beginWithOneAgain() {
        EmbeddedChannel channel = channel(4);

        channel.writeInbound(ANSWERS);
        channel.writeInbound(ANSWERS);

        assertThat(groups).containsExactly(1, 2, 1, 1, 2, 1);
    }

    @Test
    void commandsBeforeAClose_goBeforeIt() {
        closes = true;
        channel(3).writeInbound(ANSWERS);

        assertThat(groups).containsExactly(1, 2, CLOSED);
    }

    @Test
    void nothingIsSent_whereNothingWasGiven() {
        channel(0).writeInbound(ANSWERS);

        assertThat(groups).isEmpty();
    }

    /** Makes a channel whose user writes this many commands when answers arrive. */
    private EmbeddedChannel channel(int commands) {
        return new EmbeddedChannel(new Network(), new FlushGroups(), new User(commands));
    }

    private final class Network extends ChannelDuplexHandler {

        @Override
        public void flush(ChannelHandlerContext context) {
            groups.add(given);
            given = 0;
        }

        @Override
        public void close(ChannelHandlerContext context, ChannelPromise promise) {
            groups.add(CLOSED);
            ChannelFuture unused = context.close(promise);
        }
    }

    private final class User extends ChannelDuplexHandler {

        private final int commands;

        User(int commands) {
            this.commands = commands;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            for (int i = 0; i < commands; i++) {
                given++;
                context.flush();
            }
            if (closes) {
                ChannelFuture unused = context.close();
            }
        }
    }
}
