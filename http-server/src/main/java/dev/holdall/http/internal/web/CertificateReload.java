package dev.holdall.http.internal.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes certificates from the key store and the trust store again when these files have been replaced, so that a
 * certificate can be renewed without a restart. New connections get the new one. Files that can't be used change
 * nothing: they may not be written completely yet. Jetty's own {@code KeyStoreScanner} would refuse all new connections
 * then.
 */
final class CertificateReload extends AbstractLifeCycle {

    private static final Logger LOG = LoggerFactory.getLogger("dev.holdall.http");

    /** The time that stands for a file that isn't there. No file was written as early. */
    private static final FileTime ABSENT = FileTime.fromMillis(0);

    private final SslContextFactory.Server current;
    private final Supplier<SslContextFactory.Server> fromFiles;
    private final List<Path> files;
    private final Scheduler scheduler;
    private List<FileTime> seen;
    private volatile Scheduler.@Nullable Task next;

    /**
     * Watches files.
     *
     * @param current what connections are made with
     * @param fromFiles makes another one, which reads the files when it is started
     */
    CertificateReload(
            SslContextFactory.Server current,
            Supplier<SslContextFactory.Server> fromFiles,
            List<Path> files,
            Scheduler scheduler) {
        this.current = current;
        this.fromFiles = fromFiles;
        this.files = files;
        this.scheduler = scheduler;
        this.seen = modified();
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        Scheduler.Task planned = next;
        if (planned != null) {
            planned.cancel();
        }
    }

    private void schedule() {
        next = scheduler.schedule(this::look, 1, TimeUnit.SECONDS);
    }

    private synchronized void look() {
        try {
            List<FileTime> now = modified();
            if (!now.equals(seen)) {
                seen = now;
                reload();
            }
        } finally {
            if (isRunning()) {
                schedule();
            }
        }
    }

    private void reload() {
        try {
            SslContextFactory.Server read = fromFiles.get();
            read.start();
            current.reload(factory -> {
                factory.setKeyStore(read.getKeyStore());
                factory.setTrustStore(read.getTrustStore());
            });
            read.stop();
            LOG.info("the certificates have been replaced, and new connections use them");
        } catch (Exception e) {
            LOG.warn(
                    "the files with the certificates have been replaced, and can't be used ({}): the old certificates"
                            + " stay in use; replace the files by ones with the same passwords",
                    e.getClass().getName());
        }
    }

    private List<FileTime> modified() {
        List<FileTime> times = new ArrayList<>();
        for (Path file : files) {
            times.add(modified(file));
        }
        return times;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            // The file is being replaced, or was removed; the next look tells.
            return ABSENT;
        }
    }
}
