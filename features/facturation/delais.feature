# Sources : CSS R161-47 (délais de 3 et 8 jours ouvrés, double gardé 90 jours, papier après un second échec), FIDES (délai d'un an), formats.md 1.13 et 3.3.
@officine @session:messagerie @capacite:teletransmission
Fonctionnalité: Tenir les délais de transmission
  Trois jours ouvrés quand le patient a payé, huit en tiers payant : le logiciel envoie à temps, et prévient quand il est trop tard.

  # Le mardi 5 mai 2026 suit deux fins de semaine et un jour férié, le vendredi 1er mai.
  @date:2026-05-05 @PRE-B2-30
  Plan du scénario: Payée par le patient et délivrée depuis <jours> jours, la facture part à temps
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Et le patient règle la vente
    Et la vente est délivrée depuis <jours> jours
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors la facture payée par l'assuré est transmise dans les 3 jours ouvrés

    Exemples:
      | jours |
      | 0     |
      | 1     |
      | 5     |
      | 6     |

  @date:2026-05-05 @PRE-B2-31
  Plan du scénario: En tiers payant et délivrée depuis <jours> jours, la facture part à temps
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Et la vente est délivrée depuis <jours> jours
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors la facture en tiers payant est transmise dans les 8 jours ouvrés

    Exemples:
      | jours |
      | 0     |
      | 8     |
      | 12    |

  # Le mardi 28 avril 2026 : trois jours ouvrés mènent au lundi 4 mai, huit au mardi 12, après le 1er et le 8 mai.
  @date:2026-04-28 @PRE-FSE-12
  Plan du scénario: <payé>, la facture attend <jours> jours : le retard est signalé
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Et <vente>
    Quand le pharmacien facture la vente en SESAM-Vitale
    Et <jours> jours passent
    Et le pharmacien consulte ses factures
    Alors le délai de transmission dépassé est signalé

    Exemples: le lendemain du dernier jour
      | payé                 | vente                     | jours |
      | Payée par le patient | le patient règle la vente | 7     |
      | En tiers payant      | la caisse règle la vente  | 15    |

  @PRE-FSE-12
  Scénario: La vente saisie trop tard est signalée avant de partir
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Et la vente est délivrée depuis 30 jours
    Quand le pharmacien facture la vente en SESAM-Vitale
    Et le pharmacien consulte ses factures
    Alors le délai de transmission dépassé est signalé

  @PRE-FAC-01
  Scénario: Une délivrance de onze mois se facture encore
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Et la vente est délivrée depuis 330 jours
    Quand le pharmacien facture la vente en SESAM-Vitale
    Alors chaque facture reçoit un numéro neuf

  @PRE-FSE-13
  Plan du scénario: Une délivrance de <jours> jours ne se facture plus
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Et la vente est délivrée depuis <jours> jours
    Quand le pharmacien facture la vente <mode>
    Alors la délivrance de plus d'un an n'est pas facturée

    Exemples:
      | jours | mode                    |
      | 366   | en SESAM-Vitale         |
      | 400   | en SESAM-Vitale dégradé |

  @PRE-B2-32
  Scénario: Les soins partent dans l'année
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors les soins sont facturés dans l'année

  @PRE-NOE-24
  Plan du scénario: <jours> jours après l'envoi, le double de la facture se retrouve
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Et le pharmacien relève le règlement
    Et <jours> jours passent
    Et le pharmacien consulte ses factures
    Alors les factures envoyées restent consultables

    Exemples:
      | jours |
      | 30    |
      | 86    |

  @PRE-FSE-14
  Scénario: Après un second échec de l'envoi, le logiciel propose le papier
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Et la messagerie échoue en local (451) aux deux prochains envois de lot
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Et le lot est télétransmis à nouveau
    Alors le second échec de l'envoi mène au double papier
