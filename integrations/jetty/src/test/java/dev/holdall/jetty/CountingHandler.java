package dev.holdall.jetty;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.util.Callback;

/** The application of {@link StandaloneJettyIT}: counts the requests of a session, or ends it. */
public final class CountingHandler extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Session session = request.getSession(true);
        if (request.getHttpURI().getPath().equals("/end")) {
            session.invalidate();
            Content.Sink.write(response, true, "ended", callback);
            return true;
        }
        int count = session.getAttribute("count") instanceof Integer before ? before + 1 : 1;
        session.setAttribute("count", count);
        Content.Sink.write(response, true, Integer.toString(count), callback);
        return true;
    }
}
