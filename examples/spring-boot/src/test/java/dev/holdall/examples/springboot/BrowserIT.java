package dev.holdall.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shop in real browsers, where Chromium is installed with its driver. */
@Tag("deep")
class BrowserIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @Test
    void twoTabs_andTwoBrowsers() {
        Optional<Browser.Installed> chromium = Browser.installed();
        assumeTrue(chromium.isPresent(), "neither Chromium with its driver nor Chrome is installed");
        try (RunningShop shop = new RunningShop("shop.slowly=2s");
                Browser one = chromium.get().open();
                Browser other = chromium.get().open()) {
            String home = shop.uri("/").toString();
            one.logIn(home, "alice");
            other.logIn(home, "alice");

            addInTwoTabs(one, home);
            endTheOther(one, other, home);
        }
    }

    private static void addInTwoTabs(Browser browser, String home) {
        browser.openTab(home);
        browser.clickAndGoOn("#item-APPLES .add-slowly");
        browser.goToTab(0);
        browser.click("#item-BREAD .add");
        assertThat(browser.text("#item-BREAD .count")).isEqualTo("1");

        browser.goToTab(1);
        await().untilAsserted(() -> {
            browser.open(home);
            assertThat(browser.text("#item-APPLES .count")).isEqualTo("1");
        });
        assertThat(browser.text("#item-BREAD .count"))
                .as("what the other tab has added")
                .isEqualTo("1");
    }

    private static void endTheOther(Browser one, Browser other, String home) {
        one.open(home);
        assertThat(one.texts("#devices .browser"))
                .hasSize(2)
                .allSatisfy(name -> assertThat(name).contains("Mozilla"));
        one.saveScreenshot(SCREENSHOTS.resolve("shop.png"));
        one.click("#devices .end");
        one.open(home);
        assertThat(one.texts("#devices .browser")).hasSize(1);

        other.open(home);
        assertThat(other.isAtLogin()).as("the device that was ended").isTrue();
        other.saveScreenshot(SCREENSHOTS.resolve("login.png"));
        assertThat(one.isAtLogin()).isFalse();
    }
}
