package dev.holdall.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.NullSessionCacheFactory;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.xml.XmlConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldallSessionDataStoreFactoryTest {

    @Test
    void storeOfAName_isOpened_fromAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("holdall.conf");
        Files.writeString(file, "holdall.stores.logins { backend = memory }");
        HoldallSessionDataStoreFactory factory = new HoldallSessionDataStoreFactory();
        factory.setConfigFile(file.toString());
        factory.setStoreName("logins");
        Browser browser = new Browser();
        try (Node node = Node.start(factory, new NullSessionCacheFactory(), "one")) {
            browser.get(node, "/set?name=user&value=alice");
            assertThat(browser.get(node, "/get?name=user")).isEqualTo("alice");
        }
    }

    @Test
    void fileThatIsMissing_isAFailureOfTheStart(@TempDir Path folder) {
        HoldallSessionDataStoreFactory factory = new HoldallSessionDataStoreFactory();
        factory.setConfigFile(folder.resolve("missing.conf").toString());
        assertThatThrownBy(() -> Node.start(factory, new NullSessionCacheFactory(), "one"))
                .hasMessageContaining("missing.conf");
    }

    @Test
    void store_isOpenedForTheFirst_andClosedAfterTheLast() {
        List<SessionStore> opened = new ArrayList<>();
        SharedStore shared = new SharedStore(() -> {
            opened.add(SessionStores.builder("sessions").backend("memory").open());
            return opened.get(opened.size() - 1);
        });
        assertThat(shared.acquire()).isSameAs(shared.acquire());
        shared.release();
        assertThat(opened).hasSize(1);
        assertThat(opened.get(0).get("key")).isEmpty();
        shared.release();
        assertThatThrownBy(() -> opened.get(0).get("key")).isInstanceOf(IllegalStateException.class);
        shared.acquire();
        assertThat(opened).hasSize(2);
        shared.release();
    }

    @Test
    void module_makesTheFactory_withItsProperties() throws Exception {
        Server server = new Server();
        XmlConfiguration xml = new XmlConfiguration(
                ResourceFactory.of(server).newClassLoaderResource("etc/sessions/holdall/session-store.xml"));
        xml.getIdMap().put("Server", server);
        xml.getProperties().put("jetty.session.holdall.config", "etc/holdall.conf");
        xml.getProperties().put("jetty.session.holdall.store", "logins");
        xml.getProperties().put("jetty.session.holdall.serialFilter", "java.base/*;!*");
        xml.getProperties().put("jetty.session.gracePeriod.seconds", "60");
        xml.getProperties().put("jetty.session.savePeriod.seconds", "30");
        xml.configure(server);

        HoldallSessionDataStoreFactory factory = server.getBean(HoldallSessionDataStoreFactory.class);
        assertThat(factory.getConfigFile()).isEqualTo("etc/holdall.conf");
        assertThat(factory.getStoreName()).isEqualTo("logins");
        assertThat(factory.getGracePeriodSec()).isEqualTo(60);
        assertThat(factory.getSavePeriodSec()).isEqualTo(30);
    }

    @Test
    void module_namesAFile_andProperties_thatThereAre() throws Exception {
        String module = text("modules/session-store-holdall.mod");
        String xml = text(module.replaceAll("(?s).*\\[xml]\n(\\S+)\n.*", "$1"));
        List<String> properties = Pattern.compile("#(jetty\\.session\\.[\\w.]+)=")
                .matcher(module)
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(properties)
                .hasSize(5)
                .allSatisfy(property -> assertThat(xml).contains("property=\"" + property + "\""));
    }

    private static String text(String resource) throws IOException {
        try (InputStream in =
                HoldallSessionDataStoreFactory.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8);
        }
    }

    @Test
    void store_isOpened_withTheClassLoaderOfTheServer() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader ofTheApplication = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(ofTheApplication);
            try (Node node = Node.start(new HoldallSessionDataStoreFactory(), new NullSessionCacheFactory(), "one")) {
                assertThat(thread.getContextClassLoader()).isSameAs(ofTheApplication);
                assertThat(new Browser().get(node, "/get?name=user")).isEqualTo("no session");
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
