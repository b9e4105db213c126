// Fills in the household form with JavaRosa, the engine of ODK Collect: java -cp ODK_Validate.jar Answer.java FORM ANSWER
// FORM is the file a phone downloaded, its lists beside it; ANSWER is where the finalised answer is written.

import java.io.*;
import java.nio.file.*;
import org.javarosa.core.reference.*;
import org.javarosa.core.services.transport.payload.ByteArrayPayload;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.test.Scenario;

public class Answer {
    public static void main(String[] words) throws Exception {
        File file = new File(words[0]);
        ReferenceManager.instance().addReferenceFactory(new PrefixedRootFactory(new String[] {"file-csv", "file"}) {
            protected Reference factory(String terminal, String uri) {
                return new Beside(new File(file.getParentFile(), new File(terminal).getName()), uri);
            }
        });
        Scenario form = Scenario.init(file);
        form.setLanguage("العربية (ar)");
        form.answer("/data/ident/region", "07");
        System.out.println("choices " + form.choicesOf("/data/ident/commune").size());
        form.answer("/data/ident/commune", "070101");
        form.answer("/data/ident/chef", "فاطمة");
        System.out.println("age of nine " + form.answer("/data/ident/age", 9));
        System.out.println("missing " + (form.getValidationOutcome() != null));
        form.answer("/data/ident/age", 42);
        form.answer("/data/ident/travail", "non");
        form.answer("/data/membre[1]/prenom", "يوسف");
        form.answer("/data/membre[1]/m_age", 12);
        form.answer("/data/membre[2]/m_age", 8);
        System.out.println("complete " + (form.getValidationOutcome() == null));
        form.finalizeInstance();
        var payload = new XFormSerializingVisitor().createSerializedPayload(form.getFormDef().getMainInstance());
        try (InputStream answer = ((ByteArrayPayload) payload).getPayloadStream()) {
            Files.copy(answer, Path.of(words[1]));
        }
    }

    record Beside(File file, String uri) implements Reference {
        public boolean doesBinaryExist() { return file.exists(); }
        public InputStream getStream() throws IOException { return new FileInputStream(file); }
        public String getURI() { return uri; }
        public String getLocalURI() { return file.getAbsolutePath(); }
        public boolean isReadOnly() { return true; }
        public OutputStream getOutputStream() throws IOException { throw new IOException("read only"); }
        public void remove() throws IOException { throw new IOException("read only"); }
        public Reference[] probeAlternativeReferences() { return new Reference[0]; }
    }
}
