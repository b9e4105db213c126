"""A file that is not the table it claims to be: where, what was expected, what was found, what to do."""

from miqyas.errors.base import MiqyasError


class UnreadableFile(MiqyasError):
    """A file that is not the table it claims to be."""


class TableNotFound(UnreadableFile):
    """No file stands at the address given."""

    template = (
        "No file was found at “{path}”. A CSV or Parquet file, or a folder of them, was expected. "
        "The nearest names there are: {nearest}. Check the address."
    )


class UnknownTableFormat(UnreadableFile):
    """The source is neither a file nor a frame this library reads as a relation."""

    template = (
        "“{path}” is not a table this command reads: CSV or Parquet was expected, {found} was found. "
        "Save the table as CSV or Parquet and try again."
    )


class UnparsedTable(UnreadableFile):
    """The engine cannot find rows and columns in the file."""

    template = (
        "“{path}” could not be read as a table of rows and columns in UTF-8. The reader said: {reason} "
        "Open the file, check its separator, its encoding and that row, and save it again."
    )


class FileNotThere(UnreadableFile):
    template = (
        "There is no file at “{file}”. Expected: a file that can be opened. Check the name and the folder."
    )


class EmptyFile(UnreadableFile):
    template = (
        "“{file}” is empty: 0 bytes of content. Expected: a first line of column names and at least one "
        "line of data. Export it again and check its size before sending it."
    )


class TooBig(UnreadableFile):
    template = (
        "“{file}” weighs {found} bytes; the limit is {maximum} bytes. Keep the columns the study needs, or "
        "save it as Parquet, which is smaller."
    )


class NotATable(UnreadableFile):
    template = (
        "“{file}” is not a table: its content is {found}, whatever its name says. Expected: CSV, Excel "
        "(.xlsx), Stata (.dta) or Parquet. Open it in the program that made it and save the table as CSV "
        "or .xlsx."
    )


class BinaryFile(UnreadableFile):
    template = (
        "“{file}” is not text and not a known kind of table: byte {offset} is {found}. Expected: CSV, "
        "Excel (.xlsx), Stata (.dta) or Parquet. Save the table in one of these forms."
    )


class OldWorkbook(UnreadableFile):
    template = (
        "“{file}” is an Excel workbook of before 2007 (.xls), which is not read. Expected: .xlsx. Open it "
        "in Excel or LibreOffice, choose “Save as”, then “Excel workbook (.xlsx)”."
    )


class LockedWorkbook(UnreadableFile):
    template = (
        "“{file}” is protected by a password, so its cells cannot be read. Expected: a workbook without a "
        "password. Remove the password in Excel (File, Info, Protect workbook) and send it again."
    )


class ReaderAbsent(UnreadableFile):
    template = (
        "“{file}” needs the package {package}, which is not installed here. Install it with: pip install "
        '"miqyas[files]".'
    )


class UnknownEncoding(UnreadableFile):
    template = (
        "“{encoding}” is not the name of a text encoding. Expected: a name such as utf-8, windows-1252 or "
        "windows-1256. Correct the name, or leave it out."
    )


class WrongEncoding(UnreadableFile):
    template = (
        "“{file}” is not text in {expected}: line {line}, byte {offset} cannot be read. It looks like "
        "{guess}. Save it as “CSV UTF-8”, or say that its encoding is {guess}."
    )


class DuplicatedHeader(UnreadableFile):
    template = (
        "The column name “{name}” stands {found} times, in columns {positions}. Expected: each name once "
        "(capitals do not tell two names apart). Rename the columns and send the file again."
    )


class EmptyHeader(UnreadableFile):
    template = (
        "Column {position} has no name in the first line. Expected: a name above each column. Write a name "
        "there, or delete the column."
    )


class MergedHeader(UnreadableFile):
    template = (
        "In sheet “{sheet}”, cells {cells} are merged and reach into the first line. Expected: one name "
        "above each column, in the first line alone. Unmerge the cells and give each column its name."
    )


class NoRows(UnreadableFile):
    template = (
        "“{file}” has column names but no line of data. Expected: at least one line under the names. Check "
        "that the export was complete."
    )


class TooManyColumns(UnreadableFile):
    template = (
        "“{file}” has {found} columns; the limit is {maximum}. Keep the columns the study needs; if lines "
        "and columns were swapped, transpose the table."
    )


class TooManyRows(UnreadableFile):
    template = (
        "“{file}” has more than {maximum} lines of data, which is the limit. Keep the lines the study "
        "needs, or split the file."
    )


class RaggedLine(UnreadableFile):
    template = (
        "Line {line} has {found} fields; the first line has {expected}. A separator inside a text without "
        "quotation marks is the usual reason. Correct line {line}, or export again with texts in quotation "
        "marks."
    )


class UnclosedQuote(UnreadableFile):
    template = (
        "A quotation mark opened in the record that starts at line {line} is never closed. Expected: "
        "quotation marks in pairs. Close it or remove it."
    )


class StrayQuote(UnreadableFile):
    template = (
        "In the record that starts at line {line}, something follows a closing quotation mark. Expected: a "
        "separator or the end of the line; a quotation mark inside a text is doubled. Correct that line."
    )


class CellTooLong(UnreadableFile):
    template = (
        "Line {line}, column {column}: the cell holds {found} characters; the limit is {maximum}. A "
        "quotation mark left open is the usual reason. Shorten or correct that cell."
    )


class FormulaCell(UnreadableFile):
    template = (
        "Sheet “{sheet}”, cell {cell} holds a formula: {formula}. Expected: values, because a formula "
        "gives another figure on another day. In Excel, copy the sheet and use “Paste special, Values”, "
        "then save."
    )


class FormulaText(UnreadableFile):
    template = (
        "Line {line}, column “{column}”: the text {found} would run as a formula in a spreadsheet. "
        "Expected: plain values. Replace it by its value, or remove its first sign."
    )


class ErrorCell(UnreadableFile):
    template = (
        "Sheet “{sheet}”, cell {cell} holds the spreadsheet error {found}. Expected: a value, or an empty "
        "cell. Correct the cell or empty it."
    )


class NumberTooLarge(UnreadableFile):
    template = (
        "Row {row} of the data, column “{column}”: {found} is beyond the numbers that can be held (about "
        "1.8e308). Correct the value, or empty the cell."
    )


class NestedColumn(UnreadableFile):
    template = (
        "Column “{column}” holds {found}, not one value by row. Expected: numbers, dates, texts or "
        "true/false. Spread it over several columns, or leave it out."
    )


class ZipBomb(UnreadableFile):
    template = (
        "“{file}” would swell from {compressed} to {found} bytes once opened; the limit is {maximum}. A "
        "workbook of data does not do that. Copy the data into a new workbook and save it."
    )


class DangerousXml(UnreadableFile):
    template = (
        "“{file}” holds XML definitions (DOCTYPE) in its part {part}, which no spreadsheet writes and "
        "which can exhaust a machine. Copy the data into a new workbook and save it."
    )


class ExternalLinks(UnreadableFile):
    template = (
        "“{file}” takes values from another workbook: {target}. Expected: a workbook that stands alone. In "
        "Excel: Data, Edit links, Break link; then save."
    )


class SheetAbsent(UnreadableFile):
    template = "There is no sheet “{sheet}” in “{file}”. Its sheets are: {sheets}. Choose one of them."


class NoSheets(UnreadableFile):
    template = (
        "“{file}” has no sheet of cells that is visible. Expected: one sheet with the table. Put the table "
        "in an ordinary sheet and save."
    )


class TooSlow(UnreadableFile):
    template = (
        "Reading “{file}” took more than {maximum} seconds and was stopped at row {row}. Delete the empty "
        "formatted rows under the table, or save it as CSV."
    )


class CorruptFile(UnreadableFile):
    template = (
        "“{file}” begins as {kind} but is damaged or cut short. Expected: a whole file. Send it again; if "
        "it does not open in its own program either, export it again."
    )


class ColumnAbsent(UnreadableFile):
    template = "There is no column “{column}” in “{file}”. Its columns are: {columns}. Correct the name."


class NothingToFreeze(UnreadableFile):
    template = "No column of “{file}” is left to freeze. Expected: at least one. Keep a column."


class FolderNotWritable(UnreadableFile):
    template = (
        "Nothing can be written in “{folder}”: {reason}. Expected: a folder with free space and the right to "
        "write. Choose another folder."
    )


class DatasetAbsent(UnreadableFile):
    template = (
        "The frozen dataset {sha256} is not in this store. Expected: its file, under its hash. Restore it "
        "from the backup, or freeze the source file again."
    )


class NotAnOfficeForm(UnreadableFile):
    template = (
        "“{file}” is neither a Word nor an Excel file: its content is {found}. Expected: the form as it was "
        "downloaded, filled in and saved as .docx or .xlsx."
    )


class MacrosInside(UnreadableFile):
    template = (
        "“{file}” holds a program (macros): it is not opened. Expected: a file without macros. Save it as .docx "
        "or .xlsx and send it again."
    )


class LinkedDocument(UnreadableFile):
    template = (
        "“{file}” takes a part of itself from elsewhere: {target}. Expected: a file that holds everything. Copy "
        "your answers into a form downloaded again, and send it."
    )
