package dev.selvedge.plan;

import dev.selvedge.automation.Automations;
import dev.selvedge.commerce.CatalogRules;
import dev.selvedge.commerce.FigureRules;
import dev.selvedge.commerce.Figures;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.person.ConsentPolicy;
import java.util.Map;

/// What the target is to hold, as the project declares it. Immutable.
///
/// @param catalogue the profile fields and where they go
/// @param figures what is derived from orders, and where it goes
/// @param ordersCollection the insight-data collection of orders
/// @param automations which facts start people in which programs
/// @param consent what the project decided about consent
/// @param told which records of other systems are told what was decided
/// @param choices what contacts are to hold of finer decisions
/// @param products where products go, and whose word counts about them
public record PlanRules(
    FieldCatalogue catalogue,
    FigureRules figures,
    String ordersCollection,
    Automations automations,
    ConsentPolicy consent,
    ToldSystems told,
    Choices choices,
    CatalogRules products) {

  /// Rules by which no other system is told anything.
  public PlanRules(
      FieldCatalogue catalogue,
      Map<Figures.Figure, String> figures,
      String currency,
      String ordersCollection,
      Automations automations,
      ConsentPolicy consent) {
    this(
        catalogue,
        new FigureRules(figures, currency),
        ordersCollection,
        automations,
        consent,
        ToldSystems.NONE,
        Choices.NONE,
        CatalogRules.NONE);
  }

  /// Rules without automations, under the standard policy of consent.
  public PlanRules(
      FieldCatalogue catalogue,
      Map<Figures.Figure, String> figures,
      String currency,
      String ordersCollection) {
    this(catalogue, figures, currency, ordersCollection, Automations.NONE, ConsentPolicy.STANDARD);
  }

  /// The same with other figures.
  public PlanRules withFigures(FigureRules other) {
    return new PlanRules(
        catalogue, other, ordersCollection, automations, consent, told, choices, products);
  }

  /// The same with other automations.
  public PlanRules withAutomations(Automations other) {
    return new PlanRules(
        catalogue, figures, ordersCollection, other, consent, told, choices, products);
  }

  /// The same with another policy of consent.
  public PlanRules withConsent(ConsentPolicy other) {
    return new PlanRules(
        catalogue, figures, ordersCollection, automations, other, told, choices, products);
  }

  /// The same with other systems that are told of decisions.
  public PlanRules withTold(ToldSystems other) {
    return new PlanRules(
        catalogue, figures, ordersCollection, automations, consent, other, choices, products);
  }

  /// The same with other topics that are kept at the target.
  public PlanRules withChoices(Choices other) {
    return new PlanRules(
        catalogue, figures, ordersCollection, automations, consent, told, other, products);
  }

  /// The same with other rules of products.
  public PlanRules withProducts(CatalogRules other) {
    return new PlanRules(
        catalogue, figures, ordersCollection, automations, consent, told, choices, other);
  }
}
