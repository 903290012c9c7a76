package dev.holdall.http.internal.web;

import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemType;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
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
        if (hasOtherCoding(request)) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            exchange.fail(Problem.of(ProblemType.INVALID_REQUEST, "The only transfer coding here is chunked."));
        } else if (context.isStopping()) {
            exchange.fail(Problem.of(ProblemType.STOPPING, "The server takes no more requests."));
        } else if (exchange.rawPath().length() > maxPath) {
            exchange.fail(Problem.of(ProblemType.PATH_TOO_LONG, "The path may have at most " + maxPath + " bytes."));
        } else {
            exchange.attempt(() -> context.service().serve(exchange));
        }
        return true;
    }

    /**
     * Tells whether a request has another transfer coding, such as {@code identity, chunked}. Two servers could see
     * different ends of such a request, and what follows it as a body or as another request.
     */
    private static boolean hasOtherCoding(Request request) {
        List<String> codings = request.getHeaders().getValuesList(HttpHeader.TRANSFER_ENCODING);
        return !codings.isEmpty() && !(codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"));
    }
}
