package org.enfilade.docs.shop;

import jakarta.interceptor.InvocationContext;
import org.enfilade.Ack;
import org.enfilade.Namespace;
import org.enfilade.ParentNamespace;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.SocketIO;

/** What stands around a fragment: the fields and parameters that the text before it has introduced. */
public abstract class SnippetContext {
    protected SocketIO io;
    protected Namespace orders;
    protected ParentNamespace tenants;
    protected Socket socket;
    protected SocketEvent event;
    protected Ack<Object> ack;
    protected Order order;
    protected InvocationContext call;
    protected ServerOptions.Builder options;
    protected OrderRepository repository;
    protected PaymentService payments;
    protected TenantRepository tenantRepository;
    protected Users users;
}
