import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.SocketIOServer;

/**
 * netty-socketio peer. Arguments: port, worker threads (default 1), number of /dyn-N namespaces registered in
 * advance (default 1024, since netty-socketio has no dynamic namespaces), nio|epoll (default epoll).
 */
public final class NettySocketIO {
    public static void main(String[] a) throws Exception {
        int port = Integer.parseInt(a[0]);
        int workers = a.length > 1 ? Integer.parseInt(a[1]) : 1;
        int dyn = a.length > 2 ? Integer.parseInt(a[2]) : 1024;
        boolean epoll = a.length <= 3 || a[3].equals("epoll");
        Configuration c = new Configuration();
        c.setHostname("127.0.0.1");
        c.setPort(port);
        c.setBossThreads(1);
        c.setWorkerThreads(workers);
        c.setUseLinuxNativeEpoll(epoll);
        c.setWebsocketCompression(false);
        c.setHttpCompression(false);
        c.setMaxFramePayloadLength(4 << 20);
        SocketConfig s = new SocketConfig();
        s.setReuseAddress(true);
        s.setTcpNoDelay(true);
        s.setAcceptBackLog(4096);
        c.setSocketConfig(s);
        SocketIOServer server = new SocketIOServer(c);
        wire(server.getNamespace(""));
        wire(server.addNamespace("/bench"));
        for (int i = 0; i < dyn; i++) {
            wire(server.addNamespace("/dyn-" + i));
        }
        server.start();
        System.out.println("ready " + ProcessHandle.current().pid() + " netty-socketio " + port
                + " epoll=" + (epoll && io.netty.channel.epoll.Epoll.isAvailable()));
    }

    private static void wire(SocketIONamespace n) {
        n.addEventListener("echo", String.class, (client, payload, ack) -> {
            if (ack.isAckRequested()) {
                ack.sendAckData(payload);
            }
        });
        n.addEventListener("cast", String.class,
                (client, payload, ack) -> n.getBroadcastOperations().sendEvent("cast", payload));
        n.addMultiTypeEventListener("castroom", (client, args, ack) ->
                n.getRoomOperations((String) args.get(0)).sendEvent("cast", (String) args.get(1)),
                String.class, String.class);
        n.addEventListener("join", String.class, (client, room, ack) -> {
            client.joinRoom(room);
            if (ack.isAckRequested()) {
                ack.sendAckData("ok");
            }
        });
    }
}
