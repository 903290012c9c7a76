package dev.holdall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlushGroupsTest {

    private static final String ANSWERS = "answers";

    /** How many commands went out together, in their order. */
    private final List<Integer> groups = new ArrayList<>();

    private int given;

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
    void nothingIsSent_whereNothingWasGiven() {
        channel(0).writeInbound(ANSWERS);

        assertThat(groups).isEmpty();
    }

    /** One whose user gives so many commands when answers come. */
    private EmbeddedChannel channel(int commands) {
        return new EmbeddedChannel(new Network(), new FlushGroups(), new User(commands));
    }

    private final class Network extends ChannelDuplexHandler {

        @Override
        public void flush(ChannelHandlerContext context) {
            groups.add(given);
            given = 0;
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
        }
    }
}
