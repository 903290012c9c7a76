package dev.holdall.http.internal.web;

import dev.holdall.Outcome;
import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemType;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what doesn't come to the service, such as requests that aren't valid HTTP, with problems, too. */
final class EarlyErrors implements Request.Handler {

    private final WebContext context;

    EarlyErrors(WebContext context) {
        this.context = context;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Throwable cause =
                request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable thrown ? thrown : null;
        int status = cause instanceof HttpException http ? http.getCode() : response.getStatus();
        Exchange exchange = new Exchange(request, response, callback, context);
        Answer answer = context.service().answer(problem(status, cause), exchange);
        OrderlyConnection.afterParsing(
                request.getConnectionMetaData().getConnection(), () -> exchange.answerUnread(answer));
        return true;
    }

    private Problem problem(int status, @Nullable Throwable cause) {
        if (cause instanceof TimeoutException) {
            return Problem.of(ProblemType.REQUEST_TIMEOUT, "The request didn't arrive in time.");
        }
        return switch (status) {
            case 404 -> Problem.of(ProblemType.NO_SUCH_RESOURCE, "There is nothing under this path.");
            case 408 -> Problem.of(ProblemType.REQUEST_TIMEOUT, "The request didn't arrive in time.");
            case 413 -> Problem.of(ProblemType.VALUE_TOO_LARGE, "The body is larger than the server takes.");
            case 414 -> Problem.of(ProblemType.PATH_TOO_LONG, "The first line is longer than the server takes.");
            case 431 -> Problem.of(ProblemType.HEAD_TOO_LARGE, headTooLarge());
            default -> status >= 500 && status != 505 ? failed(status) : invalid(status);
        };
    }

    private String headTooLarge() {
        return "The first line and the headers may have "
                + context.settings().limits().headBytes() + " bytes together.";
    }

    private static Problem failed(int status) {
        return new Problem(
                ProblemType.FAILED,
                status,
                "The server failed in a way that it should not. The change may have been made, or be made yet.",
                Outcome.UNKNOWN,
                null);
    }

    private static Problem invalid(int status) {
        return new Problem(
                ProblemType.INVALID_REQUEST,
                status < 400 ? 400 : status,
                "The request isn't valid HTTP, or has a path that isn't valid.",
                null,
                null);
    }
}
