package dev.holdall.redis.internal.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AfterAnswersTest {

    private final List<String> events = new ArrayList<>();

    /** Delivers each answer, and then asks for a task. */
    private final EmbeddedChannel channel = new EmbeddedChannel(new AfterAnswers(), new ChannelInboundHandlerAdapter() {
        @Override
        public void channelRead(ChannelHandlerContext context, Object answer) {
            events.add("answer " + answer);
            AfterAnswers.run(() -> events.add("task " + answer));
        }
    });

    @Test
    void tasks_runWhenAllAnswersThatArrivedTogetherAreDelivered() {
        channel.writeInbound("1", "2");
        channel.writeInbound("3");

        assertThat(events).containsExactly("answer 1", "answer 2", "task 1", "task 2", "answer 3", "task 3");
    }

    @Test
    void task_runsAtOnce_whereNoAnswersAreDelivered() {
        channel.writeInbound("1");
        events.clear();
        AfterAnswers.run(() -> events.add("task"));

        assertThat(events).containsExactly("task");
    }

    @Test
    void tasks_run_ifTheConnectionEndsBeforeEverythingWasRead() {
        channel.pipeline().fireChannelRead("1");
        assertThat(events).containsExactly("answer 1");
        channel.close().syncUninterruptibly();

        assertThat(events).containsExactly("answer 1", "task 1");
    }
}
