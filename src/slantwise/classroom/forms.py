"""The names of the forms in which a class is written out."""

GRADEBOOKS = {
    "canvas": "class-points-canvas.csv",
    "moodle": "class-points-moodle.csv",
    "csv": "class-points.csv",
    "xlsx": "class-points.xlsx",
}
QUIZZES = {
    "qti21": "quiz-qti21.zip",
    "qti12": "quiz-qti12.zip",
    "moodle-xml": "quiz-moodle.xml",
}
