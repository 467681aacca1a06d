package io.patchbay.launcher;

import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;

/**
 * Loads JDK classes that the start needs. The loading runs in the background, so that the start does not wait for the
 * classes.
 */
final class Warmup implements Runnable {

    @Override
    public void run() {
        try {
            SAXParserFactory.newInstance().newSAXParser(); // Used by Declarative Services.
            Locale.getAvailableLocales(); // Used by Jetty.
            BigDecimal.ONE.signum(); // Used for numbers in JSON.
            Cipher.getInstance("AES/GCM/NoPadding"); // Encrypts state that clients hold for the server.
        } catch (ParserConfigurationException | SAXException | GeneralSecurityException e) {
            LoggerFactory.getLogger(Warmup.class)
                    .warn("This JDK lacks a class or an algorithm that the server needs", e);
        }
    }
}
