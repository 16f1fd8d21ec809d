package kepu.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An architecture rule; its name is the sentence a violation is reported under. */
public enum Rule {
    A_FEATURE_HAS_AT_MOST_ONE_PUBLIC_TYPE(
            scope -> classes()
                    .that(are(not(resideInAnyPackage(scope.openPackages()))))
                    .should(shareTheirPackageWithNoOtherPublicType()),
            "a feature is a flat package that shows the others one type at most"),

    A_PACKAGE_HOLDS_AT_MOST_FIFTEEN_CLASSES(
            _ -> classes().should(shareTheirPackageWithAtMost(15)),
            "a package of more is several: split it by feature, then by responsibility"),

    A_ROOM_KNOWS_ONLY_THE_ROOMS_IT_MAY(
            scope -> classes().should(Room.knowOnlyTheRoomsTheyMay(scope.rooms())),
            "what knows everything can be changed only together with everything"),

    A_NAME_SAYS_WHAT_A_CLASS_DOES(
            _ -> noClasses().should().haveNameMatching(".*(Service|Manager|Impl|Helper|Utils?|Dto|DTO|Factory)"),
            "these suffixes name a layer, not a promise"),

    NOBODY_USES_LOMBOK(
            _ -> noClasses().should().dependOnClassesThat().resideInAPackage("..lombok.."),
            "records and plain constructors say it all"),

    TIME_COMES_FROM_A_CLOCK(
            _ -> noClasses().should().accessTargetWhere(readsTheTimeWithoutAClock()),
            "a period, a deadline and a half-life are tested with a clock of the test's own"),

    NOBODY_USES_THE_OLD_DATE(
            _ -> noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Date")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Calendar"),
            "a moment is an Instant and a day is a LocalDate"),

    NOBODY_INJECTS_INTO_A_FIELD(
            _ -> noFields()
                    .should(beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired"))
                    .orShould(beAnnotatedWith("org.springframework.beans.factory.annotation.Value"))
                    .orShould(beAnnotatedWith("jakarta.inject.Inject"))
                    .orShould(beAnnotatedWith("jakarta.annotation.Resource")),
            "what a class needs stands in its constructor"),

    AN_AGGREGATE_KNOWS_ONLY_THE_ANNOTATIONS_OF_SPRING_DATA(
            _ -> noClasses()
                    .that()
                    .areAnnotatedWith("org.springframework.data.mongodb.core.mapping.Document")
                    .or(assignableToATypeNamed("Aggregate", "..defaults.."))
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("org.springframework..").and(not(annotationsOfSpringData()))),
            "an aggregate keeps its own rules and is tested without Spring"),

    A_CONTROLLER_DOES_NOT_TOUCH_THE_STORE(
            _ -> noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Controller")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("org.springframework.data.mongodb.core..", "com.mongodb..")),
            "a controller speaks HTTP; use cases and views read and write"),

    A_CONTROLLER_ACTS_FOR_ITS_CALLER(
            _ -> noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Controller")
                    .should()
                    .accessTargetWhere(actsAsTheSystem()),
            "what a caller may not do, nobody does for them in the name of the system"),

    A_ROUTE_SAYS_WHO_MAY_USE_IT(
            _ -> methods()
                    .that(are(routes()))
                    .should(beAnnotatedWith(oneOf("..access", "Allow", "AllowAnyRole", "Own", "Signed", "Public"))),
            "a route that nobody thought of is open to everybody or to nobody"),

    FEATURES_DO_NOT_DEPEND_ON_EACH_OTHER_IN_CYCLES(
            scope -> slices().matching(scope.basePackage() + ".(*)..").should().beFreeOfCycles(),
            "a feature that needs another which needs it back is one feature"),

    NOBODY_OPENS_A_TRANSACTION(
            _ -> noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.springframework.transaction.annotation.Transactional")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("jakarta.transaction.Transactional"),
            "state and events are one write of one document"),

    NOBODY_SAVES_OVER_A_DOCUMENT(
            _ -> noClasses().should().accessTargetWhere(savesOverADocument()),
            "a save replaces the outbox that stands in the same document"),

    EVENTS_LEAVE_THROUGH_THE_OUTBOX(
            _ -> noClasses()
                    .that()
                    .resideOutsideOfPackage("kepu.defaults..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.springframework.kafka.core.KafkaTemplate")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.springframework.kafka.core.KafkaOperations"),
            "a send beside the write is lost or doubled when the process dies in between"),

    EVERY_PACKAGE_IS_NULL_MARKED(
            _ -> classes().should(resideInANullMarkedPackage()),
            "NullAway looks only where a package says that null is the exception"),

    THE_SCORING_CORE_IS_PURE(
            _ -> noClasses()
                    .that()
                    .resideInAPackage("..assessment.scoring..")
                    .should()
                    .dependOnClassesThat(are(resideOutsideOfPackages(
                            "..assessment.scoring..",
                            "java..",
                            "kepu.contracts..",
                            "org.apache.commons.numbers..",
                            "tools.jackson..",
                            "com.fasterxml.jackson.annotation..",
                            "org.jspecify.."))),
            "a score is a function of the journal and of nothing else"),

    THE_ROOMS_OF_SCORING_FORM_NO_CIRCLE(
            _ -> slices().matching("..assessment.scoring.(**)").should().beFreeOfCycles(),
            "a room is understood from those below it"),

    NOBODY_SLEEPS(
            _ -> noClasses()
                    .should()
                    .accessTargetWhere(accesses("Thread.sleep", Set.of("java.lang.Thread"), Set.of("sleep"))),
            "waiting is for a condition, a signal or a schedule"),

    A_CORRECTION_KEEPS_THE_TIME_THAT_IT_DOES_NOT_STATE(
            _ -> noClasses().should().accessTargetWhere(correctsToNow()),
            "who mends a title in August does not move a fact of May to August"),

    ONLY_PERSONS_ARE_COMPARED_WHERE_NOBODY_JUDGES_THEIR_OWN(
            _ -> noClasses()
                    .that()
                    .doNotHaveSimpleName("SamePerson")
                    .and()
                    .doNotHaveSimpleName("SharedRefusal")
                    .should()
                    .accessTargetWhere(describe(
                            "the refusal of an own record",
                            access -> access.getTargetOwner().getSimpleName().equals("SharedRefusal")
                                    && access.getTarget().getName().equals("OWN_RECORD"))),
            "two accounts of one person are one: SamePerson refuses"),

    AN_EVENT_IS_A_RECORD_NAMED_IN_THE_PAST_TENSE(
            _ -> classes()
                    .that(are(assignableToATypeNamed("DomainEvent", "..contracts")))
                    .and(are(not(INTERFACES)))
                    .should()
                    .beRecords()
                    .andShould()
                    .haveSimpleNameNotEndingWith("Event"),
            "an event is a fact that happened, and a fact does not change");

    /** What differs from one module to the next. */
    record Scope(String basePackage, List<Room> rooms, String... openPackages) {}

    private final Function<Scope, ArchRule> rule;
    private final String reason;

    Rule(Function<Scope, ? extends ArchRule> rule, String reason) {
        this.rule = rule::apply;
        this.reason = reason;
    }

    /** The rule as it stands for one module; a module without the matter it speaks of keeps it. */
    ArchRule in(Scope scope) {
        return rule.apply(scope).allowEmptyShould(true).because(reason).as(sentence());
    }

    /** The rule's name as a sentence. */
    public String sentence() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static DescribedPredicate<JavaMethod> routes() {
        return describe(
                "routes of a REST controller",
                method -> method.getOwner().isAnnotatedWith("org.springframework.web.bind.annotation.RestController")
                        && method.isMetaAnnotatedWith("org.springframework.web.bind.annotation.RequestMapping"));
    }

    private static DescribedPredicate<JavaAnnotation<?>> oneOf(String packageName, String... names) {
        var inPackage = resideInAPackage(packageName);
        return describe(
                "one of " + String.join(", ", names),
                annotation -> inPackage.test(annotation.getRawType())
                        && Set.of(names).contains(annotation.getRawType().getSimpleName()));
    }

    private static ArchCondition<JavaClass> shareTheirPackageWithNoOtherPublicType() {
        return new ArchCondition<>("share their package with no other public type") {
            private Map<String, Set<String>> publicTypes = Map.of();

            @Override
            public void init(Collection<JavaClass> all) {
                publicTypes = all.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .collect(Collectors.groupingBy(
                                JavaClass::getPackageName,
                                Collectors.mapping(JavaClass::getSimpleName, Collectors.toSet())));
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var inPackage = publicTypes.getOrDefault(type.getPackageName(), Set.of());
                if (inPackage.size() > 1 && inPackage.contains(type.getSimpleName()) && type.isTopLevelClass()) {
                    events.add(SimpleConditionEvent.violated(
                            type,
                            "%s is one of %d public types: %s"
                                    .formatted(
                                            type.getName(),
                                            inPackage.size(),
                                            inPackage.stream().sorted().toList())));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> shareTheirPackageWithAtMost(int most) {
        return new ArchCondition<>("be one of at most " + most + " of their package") {
            private Map<String, Long> sizes = Map.of();

            @Override
            public void init(Collection<JavaClass> all) {
                sizes = all.stream()
                        .filter(Rule::isWritten)
                        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                long size = sizes.getOrDefault(type.getPackageName(), 0L);
                if (size > most && isWritten(type)) {
                    events.add(SimpleConditionEvent.violated(
                            type, "%s is one of %d classes".formatted(type.getName(), size)));
                }
            }
        };
    }

    /** Neither nested nor made by the compiler for a package's annotations. */
    private static boolean isWritten(JavaClass type) {
        return type.isTopLevelClass() && !type.getSimpleName().equals("package-info");
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                    events.add(SimpleConditionEvent.violated(
                            type, "%s resides in a package without @NullMarked".formatted(type.getName())));
                }
            }
        };
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheTimeWithoutAClock() {
        DescribedPredicate<JavaAccess<?>> now = describe(
                "now() without a Clock",
                access -> access.getTargetOwner().getPackageName().equals("java.time")
                        && access.getTarget().getName().equals("now")
                        && takesNoClock(access));
        return now.or(accesses("System.currentTimeMillis", Set.of("java.lang.System"), Set.of("currentTimeMillis")));
    }

    private static boolean takesNoClock(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static DescribedPredicate<JavaAccess<?>> actsAsTheSystem() {
        return describe("acting as the system", access -> {
            JavaClass owner = access.getTargetOwner();
            String method = access.getTarget().getName();
            return owner.getName().endsWith(".access.Access")
                            && Set.of("asSystem", "ofSystem").contains(method)
                    || owner.getSimpleName().equals("Command") && method.equals("internal");
        });
    }

    private static DescribedPredicate<JavaAccess<?>> correctsToNow() {
        return describe(
                "a time that is now where a correction states none",
                access -> access.getOwner().getName().startsWith("correct")
                        && access.getTargetOwner().getSimpleName().equals("Command")
                        && access.getTarget() instanceof CodeUnitAccessTarget unit
                        && unit.getName().equals("occurredAt")
                        && unit.getRawParameterTypes().size() == 1);
    }

    private static DescribedPredicate<JavaAccess<?>> savesOverADocument() {
        return accesses(
                "save",
                Set.of(
                        "org.springframework.data.mongodb.core.MongoOperations",
                        "org.springframework.data.mongodb.core.ReactiveMongoOperations",
                        "org.springframework.data.repository.CrudRepository"),
                Set.of("save", "saveAll"));
    }

    private static DescribedPredicate<JavaAccess<?>> accesses(String what, Set<String> owners, Set<String> names) {
        return describe(
                what,
                access -> names.contains(access.getTarget().getName())
                        && owners.stream().anyMatch(access.getTargetOwner()::isAssignableTo));
    }

    private static DescribedPredicate<JavaClass> annotationsOfSpringData() {
        return resideInAnyPackage(
                "org.springframework.data.annotation..",
                "org.springframework.data.mongodb.core.mapping..",
                "org.springframework.data.mongodb.core.index..");
    }

    private static DescribedPredicate<JavaClass> assignableToATypeNamed(String name, String packagePattern) {
        return assignableTo(simpleName(name).and(resideInAPackage(packagePattern)));
    }
}
