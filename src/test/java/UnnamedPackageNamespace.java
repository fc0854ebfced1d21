import jakarta.enterprise.event.Observes;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;

/** For {@code RulesTest}: a namespace bean where none may be. */
@NamespaceEndpoint("/x")
public class UnnamedPackageNamespace {
    void on(@Observes @On("x") Socket socket) {}
}
