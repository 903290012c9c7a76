package dev.holdall.http.internal.web;

import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request as it arrives, up to a size, and for some time at most. What is too large is read on for
 * a while, and thrown away: many clients read no answer before they have sent everything. Blocks no thread.
 */
final class BodyReader implements Invocable.Task {

    /** Memory for more is taken as bytes arrive, so that an announcement alone takes none. */
    private static final int FIRST_BYTES = 16 << 10;

    private static final int THROWN_AWAY_BYTES = 8 << 20;

    private final Request request;
    private final int maxBytes;
    private final int mostBytes;
    private final WebContext context;
    private final Consumer<byte[]> whenRead;
    private final Consumer<Problem> whenNot;
    private byte[] bytes;
    private int size;
    private long thrownAway;
    private boolean isTooLarge;
    private Scheduler.@Nullable Task timer;

    BodyReader(
            Request request, int maxBytes, WebContext context, Consumer<byte[]> whenRead, Consumer<Problem> whenNot) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.context = context;
        this.whenRead = whenRead;
        this.whenNot = whenNot;
        long announced = request.getLength();
        this.mostBytes = announced < 0 ? maxBytes : (int) Math.min(maxBytes, announced);
        this.bytes = new byte[Math.min(mostBytes, FIRST_BYTES)];
    }

    @Override
    public void run() {
        isTooLarge |= request.getLength() > maxBytes;
        while (isWorthReading()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                startTimer();
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end(isTooLarge ? tooLarge() : notRead(chunk.getFailure()));
                return;
            }
            take(chunk.getByteBuffer());
            chunk.release();
            if (chunk.isLast()) {
                endOfBody();
                return;
            }
        }
        end(tooLarge());
    }

    /** Tells whether to read on: a client that asks first, or that sends too much, gets its answer at once. */
    private boolean isWorthReading() {
        return !isTooLarge
                || (thrownAway <= THROWN_AWAY_BYTES
                        && request.getLength() - maxBytes <= THROWN_AWAY_BYTES
                        && !request.getHeaders().contains(HttpHeader.EXPECT));
    }

    private void take(ByteBuffer from) {
        int more = from.remaining();
        if (isTooLarge || more > mostBytes - size) {
            isTooLarge = true;
            thrownAway += more;
            return;
        }
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(mostBytes, Math.max(size + more, bytes.length * 2L)));
        }
        from.get(bytes, size, more);
        size += more;
    }

    private void endOfBody() {
        if (isTooLarge) {
            end(tooLarge());
        } else {
            cancelTimer();
            whenRead.accept(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
        }
    }

    private Problem tooLarge() {
        return Problem.of(ProblemType.VALUE_TOO_LARGE, "The body may have at most " + maxBytes + " bytes.");
    }

    private static Problem notRead(Throwable failure) {
        return failure instanceof TimeoutException
                ? Problem.of(ProblemType.REQUEST_TIMEOUT, "The body didn't arrive in time.")
                : Problem.of(ProblemType.INVALID_REQUEST, "The body isn't complete, or isn't valid HTTP.");
    }

    private void end(Problem problem) {
        cancelTimer();
        whenNot.accept(problem);
    }

    private void startTimer() {
        if (timer == null) {
            timer = context.after(
                    context.settings().limits().transfer(),
                    () -> request.fail(new TimeoutException("the body didn't arrive in time")));
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
