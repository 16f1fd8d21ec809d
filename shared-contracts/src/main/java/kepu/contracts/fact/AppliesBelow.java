package kepu.contracts.fact;

import kepu.contracts.DomainEvent;

/** An event of a county that applies to every unit below it: its windows (活动期), its creation programmes (创建示范活动). */
public interface AppliesBelow extends DomainEvent {}
