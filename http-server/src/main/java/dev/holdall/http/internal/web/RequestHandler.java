package dev.holdall.http.internal.web;

import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemType;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands each request to the service. No request blocks, so that they run on the thread that has received them. */
final class RequestHandler extends Handler.Abstract.NonBlocking {

    private final WebContext context;

    RequestHandler(WebContext context) {
        this.context = context;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        context.metrics().begin();
        Callback counted = Callback.from(callback, context.metrics()::end);
        Exchange exchange = new Exchange(request, response, counted, context);
        int maxPath = context.settings().limits().pathBytes();
        if (context.isStopping()) {
            exchange.fail(Problem.of(ProblemType.STOPPING, "The server takes no more requests."));
        } else if (exchange.rawPath().length() > maxPath) {
            exchange.fail(Problem.of(ProblemType.PATH_TOO_LONG, "The path may have at most " + maxPath + " bytes."));
        } else {
            exchange.attempt(() -> context.service().serve(exchange));
        }
        return true;
    }
}
