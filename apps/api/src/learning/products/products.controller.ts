import { Body, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { ProductChange, ProductInput, ProductPage, ProductQuery, ProductResponse, type ProductView } from './products.schemas.js';
import { ProductsService } from './products.service.js';

@AdminController('products', 'Products')
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: ProductPage })
  list(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: ProductQuery }) query: z.output<typeof ProductQuery>,
  ): Promise<Page<ProductView>> {
    return this.products.list(staff.schoolId, query);
  }

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiCreatedResponse({ standardSchema: ProductResponse })
  create(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: ProductInput }) body: z.output<typeof ProductInput>,
  ): Promise<ProductView> {
    return this.products.create(staff.schoolId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: ProductResponse })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ProductView> {
    return this.products.get(staff.schoolId, id);
  }

  @Patch(':id')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: ProductResponse })
  update(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ProductChange }) body: z.output<typeof ProductChange>,
  ): Promise<ProductView> {
    return this.products.update(staff.schoolId, id, body);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: ProductResponse })
  publish(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ProductView> {
    return this.products.publish(staff.schoolId, id);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: ProductResponse })
  archive(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ProductView> {
    return this.products.archive(staff.schoolId, id);
  }
}
