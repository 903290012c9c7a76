package dev.holdall.examples.springboot;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Chromium without a window, with a profile of its own. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Returns the Chromium that is installed, and the driver that belongs to it; empty if there is none. */
    static Optional<Installed> installed() {
        return find("chromium", "chromium-browser", "google-chrome")
                .flatMap(browser -> find("chromedriver").map(driver -> new Installed(browser, driver)));
    }

    record Installed(File browser, File driver) {

        Browser open() {
            ChromeOptions options = new ChromeOptions();
            options.setBinary(browser);
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--remote-debugging-pipe",
                    "--window-size=1100,1000");
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(driver)
                    .usingPort(freePort())
                    .build();
            ChromeDriver opened = new ChromeDriver(service, options);
            opened.manage().timeouts().implicitlyWait(PATIENCE).pageLoadTimeout(PATIENCE);
            return new Browser(opened);
        }
    }

    private static Optional<File> find(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    /** Returns a port below those that the system gives to clients. */
    private static int freePort() {
        Random random = new Random();
        IOException last = new IOException("none was tried");
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = 20_000 + random.nextInt(10_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException("no free port for the browser's driver", last);
    }

    void open(String address) {
        driver.get(address);
    }

    void logIn(String address, String name) {
        open(address);
        driver.findElement(By.name("username")).sendKeys(name);
        driver.findElement(By.name("password")).sendKeys(name);
        driver.findElement(By.cssSelector("button[type=submit]")).click();
        driver.findElement(By.id("user"));
    }

    /** Opens another tab of this browser, and goes on in it. */
    void openTab(String address) {
        driver.switchTo().newWindow(WindowType.TAB);
        open(address);
    }

    /** Goes on in one of the tabs, counted from zero. */
    void goToTab(int tab) {
        driver.switchTo().window(List.copyOf(driver.getWindowHandles()).get(tab));
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    /** Clicks, and doesn't wait for the page that follows. */
    void clickAndGoOn(String selector) {
        driver.executeScript("setTimeout(button => button.click(), 0, document.querySelector(arguments[0]))", selector);
    }

    String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    boolean isAtLogin() {
        return driver.getCurrentUrl().contains("/login");
    }

    void saveScreenshot(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
