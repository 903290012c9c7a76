package dev.holdall.http.internal.web;

import dev.holdall.http.internal.access.Access;
import dev.holdall.http.internal.problems.Failures;
import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemType;
import dev.holdall.http.internal.settings.ClientSettings;
import dev.holdall.http.internal.settings.Mode;
import dev.holdall.http.internal.settings.Verb;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer. Its methods are called by one thread after the other: that of the request, and then the one
 * on which the store answers.
 */
public final class Exchange {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final WebContext context;
    private final String requestId;
    private final @Nullable String traceId;
    private final long beganNanos = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();

    private boolean isBodyRead;
    private String store = "";
    private @Nullable String key;
    private @Nullable ClientSettings client;

    Exchange(Request request, Response response, Callback callback, WebContext context) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.context = context;
        this.requestId = RequestIds.of(request.getHeaders().get("X-Request-ID"));
        this.traceId = TraceContext.traceId(request.getHeaders().get("traceparent"));
    }

    /** Returns the method, as the client wrote it. */
    public String method() {
        return request.getMethod();
    }

    /** Returns the path, as the client wrote it: nothing in it is decoded. */
    public String rawPath() {
        String path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    /** Returns the query, as the client wrote it; empty if there is none. */
    public String query() {
        String query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    /** Returns the values of a header, each field's as it is. */
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    /** Returns the identifier of the request: the client's own, or one that was made. */
    public String requestId() {
        return requestId;
    }

    /** Returns how many keys a request may read at once. */
    public int maxBulkKeys() {
        return context.settings().limits().bulkKeys();
    }

    /**
     * Finds out who the client is, if that matters.
     *
     * @throws dev.holdall.http.internal.problems.ProblemException if the client is unknown
     */
    public void authenticate() {
        if (context.access().isOpen()) {
            return;
        }
        client = context.access().client(request.getHeaders().get(HttpHeader.AUTHORIZATION), subject());
        if (client == null) {
            throw Problem.of(
                            ProblemType.UNAUTHENTICATED,
                            "Send a bearer token, or a client certificate, that the server knows.")
                    .exception();
        }
    }

    /**
     * Checks that the client may do this, and notes the store for metrics and log.
     *
     * @throws dev.holdall.http.internal.problems.ProblemException if it may not
     */
    public void require(String storeName, Verb verb) {
        store = storeName;
        if (client != null && !Access.isAllowed(client, storeName, verb)) {
            throw Problem.of(ProblemType.FORBIDDEN, "The client's stores or verbs don't include this.")
                    .exception();
        }
    }

    private @Nullable X500Principal subject() {
        Object data = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
        X509Certificate[] chain = data instanceof EndPoint.SslSessionData tls ? tls.peerCertificates() : null;
        return chain == null || chain.length == 0 ? null : chain[0].getSubjectX500Principal();
    }

    /** Notes the key, whose hash the access log shows. */
    public void key(String named) {
        key = named;
    }

    /**
     * Reads the body, without blocking.
     *
     * @param maxBytes how many bytes it may have; more are a problem
     * @param then what is done with it; what it throws becomes the answer
     */
    public void body(int maxBytes, Consumer<byte[]> then) {
        isBodyRead = true;
        new BodyReader(request, maxBytes, context, body -> attempt(() -> then.accept(body)), this::fail).run();
    }

    /**
     * Answers when the store has answered.
     *
     * @param stage what the store has returned
     * @param answer makes the answer of the result; what it throws becomes the answer
     */
    public <T> void when(CompletionStage<T> stage, Function<? super T, Answer> answer) {
        stage.whenComplete((result, failure) -> {
            if (failure != null) {
                fail(failure);
            } else {
                attempt(() -> answer(answer.apply(result)));
            }
        });
    }

    /**
     * Answers when the store has answered, on a thread of the server: an answer that takes long to make would keep the
     * thread of the store from its other answers.
     */
    public <T> void whenLarge(CompletionStage<T> stage, Function<? super T, Answer> answer) {
        when(stage.thenApplyAsync(Function.identity(), request.getComponents().getExecutor()), answer);
    }

    /** Runs a part of the handling of this request; what it throws becomes the answer. */
    void attempt(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | StackOverflowError e) {
            fail(e);
        }
    }

    /** Answers with the problem that an exception stands for. */
    public void fail(Throwable failure) {
        Problem problem = Failures.of(failure);
        if (problem.status() >= 500) {
            context.failureLog().report(problem, Failures.unwrapped(failure), requestId);
        }
        answer(context.service().answer(problem, this));
    }

    /** Answers with a problem. */
    public void fail(Problem problem) {
        answer(context.service().answer(problem, this));
    }

    /**
     * Sends the answer, and leaves the body alone. For requests that the parser has refused: reading on would call the
     * parser again from within itself.
     */
    void answerUnread(Answer answer) {
        isBodyRead = true;
        answer(answer);
    }

    /** Sends the answer. Only the first call does something. */
    public void answer(Answer answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        if (isBodyRead) {
            send(answer);
        } else {
            new BodyReader(request, 0, context, body -> send(answer), problem -> send(answer)).run();
        }
    }

    private void send(Answer answer) {
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        byte[] body = answer.body();
        if (body != null) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        if (context.settings().mode() == Mode.RFC) {
            response.getHeaders().put("X-Request-ID", requestId);
        }
        if (context.isStopping() && isOnePerConnection()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        ByteBuffer content = body == null || "HEAD".equals(request.getMethod()) ? NOTHING : ByteBuffer.wrap(body);
        int sent = content.remaining();
        AnswerWrite write = new AnswerWrite(request, callback, context, () -> log(answer, sent));
        response.write(true, content.slice(), write);
        write.watch();
    }

    private boolean isOnePerConnection() {
        return request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2;
    }

    private void log(Answer answer, int bytes) {
        long nanos = System.nanoTime() - beganNanos;
        if (context.isCounted(this)) {
            context.metrics().record(answer.status(), request.getMethod(), store, answer.problem(), nanos);
        }
        if (context.settings().accessLog()) {
            AccessLog.log(new AccessLog.Line(
                    request.getMethod(),
                    store,
                    key,
                    answer.status(),
                    answer.problem(),
                    nanos,
                    bytes,
                    requestId,
                    traceId,
                    client == null ? null : client.name()));
        }
    }
}
