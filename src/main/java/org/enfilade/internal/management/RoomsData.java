package org.enfilade.internal.management;

import java.util.List;
import java.util.Map;
import org.enfilade.RoomPage;

/** Rooms of all nodes, in the shape that JMX makes open data of. */
public final class RoomsData {
    /** One room. */
    public static final class RoomData {
        private final RoomPage.Room room;

        private RoomData(RoomPage.Room room) {
            this.room = room;
        }

        public String getName() {
            return room.name();
        }

        public int getSize() {
            return room.size();
        }

        public Map<String, Integer> getSizes() {
            return room.sizes();
        }
    }

    private final RoomPage page;

    RoomsData(RoomPage page) {
        this.page = page;
    }

    public List<RoomData> getRooms() {
        return page.rooms().stream().map(RoomData::new).toList();
    }

    public Map<String, Integer> getSockets() {
        return page.sockets();
    }

    /** Empty if there are no more. */
    public String getNext() {
        return page.next().orElse("");
    }

    public List<String> getMissingNodes() {
        return page.missingNodes();
    }
}
