package dev.holdall.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shop as browsers use it, but without one. */
class ShopTest {

    private static final Pattern END = Pattern.compile("/devices/([0-9a-f]{16})/end");

    private static RunningShop shop;

    @BeforeAll
    static void start() {
        shop = new RunningShop("shop.slowly=300ms");
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static List<String> otherDevices(Visitor visitor) {
        return END.matcher(visitor.page()).results().map(MatchResult::group).toList();
    }

    @Test
    void itemsThatAreAddedAtOnce_areBothInTheCart() {
        Visitor visitor = new Visitor(shop).logIn("bob");
        var slow = visitor.send("/cart/APPLES", "slowly=true");
        visitor.submit("/cart/BREAD", "slowly=false");
        assertThat(slow.join().statusCode()).isEqualTo(200);

        assertThat(count(visitor.open("/"), "APPLES")).isOne();
        assertThat(count(visitor, "BREAD")).isOne();
        assertThat(count(visitor, "CHEESE")).isZero();
    }

    private static int count(Visitor visitor, String item) {
        return Pattern.compile("id=\"item-" + item + "\">.*?class=\"count\">(\\d+)<", Pattern.DOTALL)
                .matcher(visitor.page())
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void devices_areListed_andEnded() {
        Visitor phone = new Visitor(shop).logIn("alice");
        Visitor laptop = new Visitor(shop).logIn("alice");
        Visitor tablet = new Visitor(shop).logIn("alice");
        assertThat(otherDevices(phone.open("/"))).hasSize(2);

        String oldest = otherDevices(laptop.open("/")).get(0);
        laptop.submit(oldest, "");
        assertThat(phone.open("/").isLoggedIn()).as("the device that was ended").isFalse();
        assertThat(tablet.open("/").isLoggedIn()).isTrue();

        laptop.submit("/devices/end-others", "");
        assertThat(otherDevices(laptop)).isEmpty();
        assertThat(tablet.open("/").isLoggedIn()).isFalse();
        assertThat(laptop.open("/").isLoggedIn()).isTrue();
    }

    @Test
    void thePage_hasNoSessionId() {
        Visitor visitor = new Visitor(shop).logIn("bob");
        String id = new String(Base64.getDecoder().decode(visitor.session()), UTF_8);
        assertThat(visitor.open("/").page()).doesNotContain(id, visitor.session());
    }
}
