package io.patchbay.cli.develop;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the Java packages that a class file names. The bundle that contains the class must contain or import these
 * packages. The result does not contain the JDK's {@code java} packages.
 */
final class ClassMentions {

    private static final Pattern TYPE =
            Pattern.compile("L([\\p{javaJavaIdentifierPart}]+(?:/[\\p{javaJavaIdentifierPart}]+)+)[;<]");

    private ClassMentions() {}

    /** Reads the constant pool (JVMS 4.4), which names every type in class constants, descriptors and signatures. */
    static Set<String> packages(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipBytes(8);
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        List<Integer> classes = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7 -> classes.add(in.readUnsignedShort());
                case 8, 16, 19, 20 -> in.skipBytes(2);
                case 15 -> in.skipBytes(3);
                case 5, 6 -> {
                    in.skipBytes(8);
                    i++;
                }
                default -> in.skipBytes(4);
            }
        }
        Set<String> packages = new TreeSet<>();
        classes.forEach(index -> add(packages, texts[index]));
        for (String text : texts) {
            if (text != null && text.indexOf('/') > 0) {
                Matcher types = TYPE.matcher(text);
                while (types.find()) {
                    add(packages, types.group(1));
                }
            }
        }
        return packages;
    }

    private static void add(Set<String> packages, String type) {
        int end = type.lastIndexOf('/');
        if (end > 0 && !type.startsWith("java/") && !type.startsWith("[")) {
            packages.add(type.substring(0, end));
        }
    }
}
