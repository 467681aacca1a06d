package io.patchbay.launcher;

import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;

/** Brings up, beside the start, what it will need of the JDK and would wait for. */
final class Warmup implements Runnable {

    @Override
    public void run() {
        try {
            SAXParserFactory.newInstance().newSAXParser(); // Declarative Services reads XML
            Locale.getAvailableLocales(); // Jetty knows which languages there are
            BigDecimal.ONE.signum(); // JSON has numbers
            Cipher.getInstance("AES/GCM/NoPadding"); // what clients keep for us is sealed
        } catch (ParserConfigurationException | SAXException | GeneralSecurityException e) {
            LoggerFactory.getLogger(Warmup.class).warn("This JDK lacks what the server will need", e);
        }
    }
}
