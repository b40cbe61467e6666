import { Body, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { ProductChange, ProductInput } from '@perennial/domain/learning';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers } from '../../platform/http/answers.js';
import { Uuid } from '../../platform/http/validation.js';
import { ProductView } from './products.schemas.js';
import { ProductsService } from './products.service.js';

@AdminController('products', 'Products', 'products')
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiCreatedResponse({ standardSchema: ProductView })
  create(@CurrentStaff() staff: SignedInStaff, @Body({ schema: ProductInput }) body: ProductInput): Promise<ProductView> {
    return this.products.create(staff.schoolId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: ProductView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ProductView> {
    return this.products.get(staff.schoolId, id);
  }

  @Patch(':id')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: ProductView })
  update(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ProductChange }) body: ProductChange,
  ): Promise<ProductView> {
    return this.products.update(staff.schoolId, id, body);
  }

  @Post(':id/publish')
  @OnlyFor('owner', 'admin')
  @Answers(ProductView)
  publish(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ProductView> {
    return this.products.publish(staff.schoolId, id);
  }

  @Post(':id/archive')
  @OnlyFor('owner', 'admin')
  @Answers(ProductView)
  archive(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ProductView> {
    return this.products.archive(staff.schoolId, id);
  }
}
