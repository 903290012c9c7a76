package dev.holdall.redis.internal.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotTagsTest {

    @Test
    void eachSlot_hasAShortTag_thatIsInIt() {
        assertThat(SlotTags.all()).hasSize(SlotHash.SLOT_COUNT).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, SlotHash.SLOT_COUNT)).allSatisfy(slot -> {
            assertThat(SlotHash.getSlot("wiki:\u0001to:codfw" + SlotTags.of(slot)))
                    .isEqualTo(slot);
            assertThat(SlotTags.of(slot)).hasSizeLessThan(8);
        });
    }
}
