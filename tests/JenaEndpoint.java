import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.system.Txn;

/** Fuseki without its web server, which Debian does not have: TDB2 and ARQ behind the protocol. */
class JenaEndpoint {
    private static final String TRIPLES = "application/n-triples";
    private static final String RESULTS = "application/sparql-results+json";

    private final Dataset data;

    JenaEndpoint(Dataset data) {
        this.data = data;
    }

    /** Words: the settings of Fuseki with the dataset, the file that is loaded into it, the port. */
    public static void main(String[] words) throws IOException {
        Dataset data = DatasetFactory.assemble(words[0], words[0] + "#dataset");
        Txn.executeWrite(data, () -> RDFDataMgr.read(data, words[1]));
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(words[2]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/query", new JenaEndpoint(data)::reply);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
    }

    private void reply(HttpExchange call) throws IOException {
        try {
            Query query = QueryFactory.create(asked(call));
            boolean graph = query.isConstructType() || query.isDescribeType();
            send(call, 200, graph ? TRIPLES : RESULTS, Txn.calculateRead(data, () -> answer(query)));
        } catch (QueryException error) {
            String told = String.valueOf(error.getMessage());
            send(call, 400, "text/plain; charset=utf-8", told.getBytes(StandardCharsets.UTF_8));
        }
    }

    private byte[] answer(Query query) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (QueryExecution run = QueryExecutionFactory.create(query, data)) {
            if (query.isSelectType()) {
                ResultSetFormatter.outputAsJSON(out, run.execSelect());
            } else if (query.isAskType()) {
                ResultSetFormatter.outputAsJSON(out, run.execAsk());
            } else {
                Model found = query.isConstructType() ? run.execConstruct() : run.execDescribe();
                RDFDataMgr.write(out, found, Lang.NTRIPLES);
            }
        }
        return out.toByteArray();
    }

    /** The query of a GET, of a form, or of a body that is nothing else. */
    private static String asked(HttpExchange call) throws IOException {
        String kind = String.valueOf(call.getRequestHeaders().getFirst("Content-Type"));
        byte[] body = call.getRequestBody().readAllBytes();
        String sent = new String(body, StandardCharsets.UTF_8);
        if (kind.startsWith("application/sparql-query")) {
            return sent;
        }
        String form = sent.isEmpty() ? call.getRequestURI().getRawQuery() : sent;
        for (String pair : String.valueOf(form).split("&")) {
            if (pair.startsWith("query=")) {
                return URLDecoder.decode(pair.substring(6), StandardCharsets.UTF_8);
            }
        }
        throw new QueryException("no query");
    }

    private static void send(HttpExchange call, int status, String kind, byte[] body)
            throws IOException {
        call.getResponseHeaders().set("Content-Type", kind);
        call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = call.getResponseBody()) {
            out.write(body);
        }
    }
}
