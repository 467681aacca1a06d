package io.patchbay.audit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Addresses as they are counted: all addresses of one IPv6 network (/64) count as one. */
final class Sources {

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.*)?");

    private Sources() {}

    /** The network of an address: the first 64 bits of IPv6, all of anything else. */
    static String network(String source) {
        if (!IPV6.matcher(source).matches()) {
            return source;
        }
        try {
            int zone = source.indexOf('%');
            // an address in figures: nobody is asked for a name
            InetAddress address = InetAddress.getByName(zone < 0 ? source : source.substring(0, zone));
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(address.getAddress(), 0, 8) + "/64"
                    : address.getHostAddress();
        } catch (UnknownHostException e) {
            return source;
        }
    }
}
