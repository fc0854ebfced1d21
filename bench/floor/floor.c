/*
 * floor - the least that a WebSocket server can cost on one core: one thread, epoll, one read and one write for all
 * that a client has sent at once. It sends each text back, and one that begins with C to all.
 *
 * Only to be measured, by sioload, whose handshakes all have the same key. It checks nothing.  usage: floor PORT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CONNECTIONS 65536
#define MAX_READ (1 << 20)
#define MAX_EVENTS 512
#define TEXT 1
#define CLOSE 8

struct bytes {
    char *data;
    size_t length, capacity;
};

struct connection {
    bool open;            /* its handshake has been answered */
    struct bytes begun;   /* the begin of a frame */
    struct bytes waiting; /* what the socket has not taken */
    int place;            /* in all */
};

static const char answer[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

static struct connection *connections[MAX_CONNECTIONS]; /* by socket */
static int all[MAX_CONNECTIONS], count, queue;
static char in[2 * MAX_READ], out[4 * MAX_READ];
static size_t outLength;

static void append(struct bytes *to, const char *data, size_t length)
{
    if (to->length + length > to->capacity) {
        to->capacity = 2 * (to->length + length);
        to->data = realloc(to->data, to->capacity);
        if (to->data == NULL) abort();
    }
    memcpy(to->data + to->length, data, length);
    to->length += length;
}

static void await(int operation, int fd, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.fd = fd};
    epoll_ctl(queue, operation, fd, &event);
}

static void accepted(int fd)
{
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct connection *c = calloc(1, sizeof *c);
    if (c == NULL) abort();
    c->place = count;
    all[count++] = fd;
    connections[fd] = c;
    await(EPOLL_CTL_ADD, fd, EPOLLIN);
}

static void drop(int fd)
{
    struct connection *c = connections[fd];
    int last = all[--count];
    all[c->place] = last;
    connections[last]->place = c->place;
    connections[fd] = NULL;
    free(c->begun.data);
    free(c->waiting.data);
    free(c);
    close(fd);
}

static void send_to(int fd, const char *data, size_t length)
{
    struct connection *c = connections[fd];
    ssize_t sent = c->waiting.length > 0 ? 0 : send(fd, data, length, MSG_NOSIGNAL);
    if (sent < 0) {
        if (errno != EAGAIN) return; /* the next read finds its end */
        sent = 0;
    }
    if ((size_t)sent < length) {
        append(&c->waiting, data + sent, length - (size_t)sent);
        await(EPOLL_CTL_MOD, fd, EPOLLIN | EPOLLOUT);
    }
}

static void writable(int fd)
{
    struct bytes *waiting = &connections[fd]->waiting;
    ssize_t sent = send(fd, waiting->data, waiting->length, MSG_NOSIGNAL);
    if (sent > 0) {
        waiting->length -= (size_t)sent;
        memmove(waiting->data, waiting->data + sent, waiting->length);
    }
    if (waiting->length == 0) await(EPOLL_CTL_MOD, fd, EPOLLIN);
}

static size_t frame(char *to, int opcode, const char *payload, size_t length)
{
    size_t header = 2;
    to[0] = (char)(0x80 | opcode);
    if (length < 126) {
        to[1] = (char)length;
    } else {
        to[1] = 126;
        to[2] = (char)(length >> 8);
        to[3] = (char)length;
        header = 4;
    }
    memcpy(to + header, payload, length);
    return header + length;
}

static void unmask(char *payload, size_t length, const char *key)
{
    uint32_t four;
    memcpy(&four, key, sizeof four);
    uint64_t eight = (uint64_t)four << 32 | four;
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t part;
        memcpy(&part, payload + i, sizeof part);
        part ^= eight;
        memcpy(payload + i, &part, sizeof part);
    }
    for (; i < length; i++) payload[i] ^= key[i & 3];
}

static void text(const char *payload, size_t length)
{
    if (length == 0 || payload[0] != 'C') {
        outLength += frame(out + outLength, TEXT, payload, length);
        return;
    }
    static char cast[1 << 17];
    size_t castLength = frame(cast, TEXT, payload, length);
    for (int i = 0; i < count; i++) {
        if (connections[all[i]]->open) send_to(all[i], cast, castLength);
    }
}

/* How much of it was complete; -1 if the connection is to end. */
static ssize_t frames(char *data, size_t length)
{
    size_t at = 0;
    while (length - at >= 6) {
        size_t header = 6, payload = (uint8_t)data[at + 1] & 127;
        if (payload == 127) return -1;
        if (payload == 126) {
            if (length - at < 8) break;
            header = 8;
            payload = (size_t)(uint8_t)data[at + 2] << 8 | (uint8_t)data[at + 3];
        }
        if (length - at < header + payload) break;
        char *start = data + at + header;
        unmask(start, payload, start - 4);
        int opcode = data[at] & 15;
        at += header + payload;
        if (opcode == CLOSE) {
            outLength += frame(out + outLength, CLOSE, start, payload > 2 ? 2 : payload);
            return -1;
        }
        if (opcode == TEXT) text(start, payload);
    }
    return (ssize_t)at;
}

static ssize_t handshake(struct connection *c, const char *data, size_t length)
{
    const char *end = memmem(data, length, "\r\n\r\n", 4);
    if (end == NULL) return 0;
    c->open = true;
    memcpy(out, answer, sizeof answer - 1);
    outLength = sizeof answer - 1;
    return end + 4 - data;
}

static void readable(int fd)
{
    struct connection *c = connections[fd];
    size_t length = c->begun.length;
    memcpy(in, length == 0 ? "" : c->begun.data, length);
    ssize_t got = recv(fd, in + length, MAX_READ, 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
        drop(fd);
        return;
    }
    length += (size_t)got;
    outLength = 0;
    ssize_t used = c->open ? frames(in, length) : handshake(c, in, length);
    if (outLength > 0) send_to(fd, out, outLength);
    if (used < 0) {
        drop(fd);
        return;
    }
    c->begun.length = 0;
    append(&c->begun, in + used, length - (size_t)used);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: floor PORT\n");
        return 2;
    }
    struct rlimit files = {MAX_CONNECTIONS - 1, MAX_CONNECTIONS - 1};
    setrlimit(RLIMIT_NOFILE, &files);
    signal(SIGPIPE, SIG_IGN);
    int one = 1, server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(server, (struct sockaddr *)&address, sizeof address) != 0 || listen(server, 4096) != 0) {
        perror("floor");
        return 1;
    }
    queue = epoll_create1(0);
    await(EPOLL_CTL_ADD, server, EPOLLIN);
    for (;;) {
        struct epoll_event events[MAX_EVENTS];
        int ready = epoll_wait(queue, events, MAX_EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (fd == server) {
                for (int client; (client = accept4(server, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
                    if (client < MAX_CONNECTIONS) accepted(client);
                    else close(client);
                }
                continue;
            }
            if (events[i].events & EPOLLOUT && connections[fd] != NULL) writable(fd);
            if (events[i].events & ~(uint32_t)EPOLLOUT && connections[fd] != NULL) readable(fd);
        }
    }
}
