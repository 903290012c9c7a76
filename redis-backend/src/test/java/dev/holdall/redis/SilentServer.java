package dev.holdall.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections, never answers, and counts the connections that their clients have not closed. */
final class SilentServer implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listening = ServerSocketChannel.open();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "silent-server");

    SilentServer() throws IOException {
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + listening.socket().getLocalPort();
    }

    int accepted() {
        return accepted.get();
    }

    /** Returns how many connections have been accepted and not been closed yet. */
    int open() {
        return accepted.get() - closed.get();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select();
                for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                        ready.hasNext();
                        ready.remove()) {
                    serve(ready.next());
                }
            }
        } catch (IOException | ClosedSelectorException e) {
            // The test is over.
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel connection = listening.accept();
            connection.configureBlocking(false);
            connection.register(selector, SelectionKey.OP_READ);
            accepted.incrementAndGet();
        } else if (hasEnded((SocketChannel) key.channel())) {
            key.channel().close();
            closed.incrementAndGet();
        }
    }

    private static boolean hasEnded(SocketChannel connection) {
        try {
            return connection.read(ByteBuffer.allocate(4096)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
