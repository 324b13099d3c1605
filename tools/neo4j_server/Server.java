import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;
import org.neo4j.kernel.internal.Version;

/**
 * One Neo4j server in one folder, for tests and for trying out.
 *
 * <p>Usage: java -cp 'JARS/*' Server.java FOLDER [throw-away], where FOLDER holds a neo4j.conf. The
 * first line of standard input is the password of the user neo4j. One line on standard output
 * tells that Bolt answers: "ready VERSION PORT". The server runs until standard input ends, so it
 * never outlives the process that started it. Ending in good order takes 10 seconds; a server
 * whose data nobody keeps ends at once.
 */
class Server {
    private static final String SET_PASSWORD =
            "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED";

    public static void main(String[] args) {
        try {
            run(Path.of(args[0]), args.length > 1 && args[1].equals("throw-away"));
        } catch (Throwable error) {
            error.printStackTrace();
            Runtime.getRuntime().halt(1); // threads of a server half started would keep it alive
        }
    }

    private static void run(Path folder, boolean throwAway) throws Exception {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var password = input.readLine();
        var service = new DatabaseManagementServiceBuilder(folder)
                .loadPropertiesFromFile(folder.resolve("neo4j.conf"))
                .build();
        var system = service.database("system");
        // A password may not be set to what it is already, as on a second start: so by way of another.
        system.executeTransactionally(SET_PASSWORD, Map.of("password", UUID.randomUUID().toString()));
        system.executeTransactionally(SET_PASSWORD, Map.of("password", password));
        var ports = ((GraphDatabaseAPI) service.database("neo4j"))
                .getDependencyResolver().resolveDependency(ConnectorPortRegister.class);
        var port = ports.getLocalAddress(ConnectorType.BOLT).getPort();
        System.out.println("ready " + Version.getNeo4jVersion() + " " + port);
        while (input.readLine() != null) { }
        if (throwAway) {
            Runtime.getRuntime().halt(0);
        }
        service.shutdown();
    }
}
